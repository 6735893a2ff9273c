// The Ncurses module.
