#ifndef RAFTLAB_CNCURSES_SHIM_H
#define RAFTLAB_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE 1
#include <ncurses.h>
#include <term.h>

#endif
