#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE 1
#include "CNcurses.h"

#include <errno.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

// term.h names every capability with a macro.
#undef columns
#undef back_tab

static SCREEN *screen;
// Keys are read through a pad: reading from the screen's own window would refresh it.
static WINDOW *keys;

static attr_t current_attributes;
static int current_pair;

// Whether the locale that the environment asks for is one of UTF-8, by its name.
static bool wants_utf8(void) {
  static const char *const variables[] = {"LC_ALL", "LC_CTYPE", "LANG"};
  for (size_t index = 0; index < sizeof variables / sizeof variables[0]; index++) {
    const char *name = getenv(variables[index]);
    if (name == NULL || *name == 0) continue;
    const char *codeset = strchr(name, '.');
    if (!codeset) return false;
    return strncasecmp(codeset, ".UTF-8", 6) == 0 || strncasecmp(codeset, ".UTF8", 5) == 0;
  }
  return false;
}

bool cn_set_locale(void) {
  // Not every machine has the locale that its users bring along: the one that all have will do.
  if (!setlocale(LC_ALL, "") && wants_utf8() && !setlocale(LC_CTYPE, "C.UTF-8")) {
    setlocale(LC_CTYPE, "en_US.UTF-8");
  }
  return strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
}

cn_terminal cn_look_up(const char *type) {
  int error = 0;
  if (setupterm((char *)type, STDOUT_FILENO, &error) != OK) return cn_terminal_unknown;
  char *motion = tigetstr("cup");
  bool good = motion != NULL && motion != (char *)-1;
  del_curterm(cur_term);
  return good ? cn_terminal_good : cn_terminal_dumb;
}

// Ctrl-s, ctrl-q, ctrl-v and ctrl-o are keys like others; the keys that send signals stay.
static void take_control_keys(void) {
  struct termios modes;
  if (tcgetattr(STDIN_FILENO, &modes) != 0) return;
  modes.c_iflag &= ~(tcflag_t)IXON;
  modes.c_lflag &= ~(tcflag_t)IEXTEN;
  tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
  def_prog_mode();
}

// No window is larger, and ncurses cannot count the cells of the largest that a line may claim.
enum { row_limit = 500, column_limit = 2000 };

static int at_most(int limit, int count) { return count < limit ? count : limit; }

// The start of ncurses reads the size by itself; the environment goes before what it reads.
static SCREEN *started(const char *type) {
  struct winsize size;
  bool is_odd = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 &&
                (size.ws_row > row_limit || size.ws_col > column_limit);
  if (!is_odd) return newterm((char *)type, stdout, stdin);
  char rows[16], columns[16];
  snprintf(rows, sizeof rows, "%d", at_most(row_limit, size.ws_row));
  snprintf(columns, sizeof columns, "%d", at_most(column_limit, size.ws_col));
  setenv("LINES", rows, true);
  setenv("COLUMNS", columns, true);
  SCREEN *result = newterm((char *)type, stdout, stdin);
  unsetenv("LINES");
  unsetenv("COLUMNS");
  return result;
}

bool cn_open(const char *type) {
  screen = started(type);
  if (!screen) return false;
  set_term(screen);
  set_escdelay(25);
  cbreak();
  noecho();
  nonl();
  take_control_keys();
  keys = newpad(1, 1);
  if (!keys) {
    cn_close();
    return false;
  }
  keypad(keys, TRUE);
  nodelay(keys, TRUE);
  intrflush(keys, FALSE);
  leaveok(stdscr, TRUE);
  curs_set(0);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  return true;
}

static char collected[512];
static size_t collected_length;

static int collect(int character) {
  if (collected_length == sizeof collected) return EOF;
  collected[collected_length++] = (char)character;
  return character;
}

void cn_prepare_farewell(const char *modes) {
  static const char *const names[] = {"sgr0", "op", "cnorm", "rmkx", "rmcup"};
  collected_length = 0;
  for (const char *text = modes; *text; text++) collect(*text);
  for (size_t index = 0; index < sizeof names / sizeof names[0]; index++) {
    char *text = tigetstr((char *)names[index]);
    if (text != NULL && text != (char *)-1) tputs(text, 1, collect);
  }
  cn_guard_set_farewell(collected, collected_length);
}

void cn_close(void) {
  if (!screen) return;
  endwin();
  if (keys) delwin(keys);
  delscreen(screen);
  screen = NULL;
  keys = NULL;
}

void cn_leave(void) {
  def_prog_mode();
  endwin();
}

void cn_return(void) {
  reset_prog_mode();
  // The modes that keypad() and curs_set() sent are gone after a stop.
  keypad(keys, FALSE);
  keypad(keys, TRUE);
  curs_set(1);
  curs_set(0);
  clearok(curscr, TRUE);
}

void cn_define_key(const char *sequence, int code) { define_key(sequence, code); }

cn_input cn_read(uint32_t *value) {
  wint_t input = 0;
  switch (wget_wch(keys, &input)) {
    case OK:
      *value = (uint32_t)input;
      return cn_input_character;
    case KEY_CODE_YES:
      *value = (uint32_t)input;
      return cn_input_code;
    default:
      return cn_input_none;
  }
}

cn_keys cn_key_codes(void) {
  return (cn_keys){
      .up = KEY_UP,
      .down = KEY_DOWN,
      .left = KEY_LEFT,
      .right = KEY_RIGHT,
      .home = KEY_HOME,
      .end = KEY_END,
      .page_up = KEY_PPAGE,
      .page_down = KEY_NPAGE,
      .enter = KEY_ENTER,
      .backspace = KEY_BACKSPACE,
      .delete_key = KEY_DC,
      .insert = KEY_IC,
      .back_tab = KEY_BTAB,
      .function0 = KEY_F(0),
      .shift_left = KEY_SLEFT,
      .shift_right = KEY_SRIGHT,
      .shift_up = KEY_SR,
      .shift_down = KEY_SF,
      .shift_home = KEY_SHOME,
      .shift_end = KEY_SEND,
      .mouse = KEY_MOUSE,
      .resize = KEY_RESIZE,
  };
}

int cn_colors(void) { return has_colors() ? COLORS : 0; }

int cn_pairs(void) { return has_colors() ? COLOR_PAIRS : 0; }

bool cn_init_pair(int pair, int foreground, int background) {
  return init_extended_pair(pair, foreground, background) == OK;
}

void cn_style(int attributes, int pair) {
  attr_t result = A_NORMAL;
  if (attributes & cn_bold) result |= A_BOLD;
  if (attributes & cn_dim) result |= A_DIM;
  if (attributes & cn_underline) result |= A_UNDERLINE;
  if (attributes & cn_reverse) result |= A_REVERSE;
#ifdef A_ITALIC
  if (attributes & cn_italic) result |= A_ITALIC;
#endif
  current_attributes = result;
  current_pair = pair;
}

static void put(int row, int column, const wchar_t *text) {
  cchar_t cell;
  // A pair beyond the range of a short goes through the pointer, which ncurses prefers.
  if (setcchar(&cell, text, current_attributes, (short)current_pair, &current_pair) != OK) return;
  mvadd_wch(row, column, &cell);
}

static bool is_regional_indicator(uint32_t scalar) {
  return scalar >= 0x1F1E6 && scalar <= 0x1F1FF;
}

void cn_put(int row, int column, const uint32_t *scalars, int count, int width) {
  wchar_t text[CCHARW_MAX + 1] = {(wchar_t)scalars[0]};
  if (wcwidth(text[0]) == width) {
    int length = 1;
    for (int index = 1; index < count && length < CCHARW_MAX; index++) {
      // Joined pictures and skin tones are wide by themselves here: the base stands for them.
      if (wcwidth((wchar_t)scalars[index]) != 0 || scalars[index] == 0x200D) break;
      text[length++] = (wchar_t)scalars[index];
    }
    put(row, column, text);
    return;
  }
  if (width == 2 && count == 2 && is_regional_indicator(scalars[0]) && wcwidth(text[0]) == 1) {
    put(row, column, text);
    text[0] = (wchar_t)scalars[1];
    put(row, column + 1, text);
    return;
  }
  bool is_picture = count > 1 && scalars[1] == 0xFE0F && wcwidth(text[0]) == 1;
  if (!is_picture) text[0] = L'?';
  put(row, column, text);
  if (width == 2) put(row, column + 1, L" ");
}

void cn_erase(void) { werase(stdscr); }

void cn_update(void) {
  wnoutrefresh(stdscr);
  doupdate();
}

void cn_redraw(void) { clearok(curscr, TRUE); }

bool cn_size(int *rows, int *columns) {
  struct winsize size;
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return false;
  if (size.ws_row == 0 || size.ws_col == 0) {
    // A line that knows no size: what the terminal database or the environment says.
    *rows = at_most(row_limit, LINES);
    *columns = at_most(column_limit, COLS);
  } else {
    *rows = at_most(row_limit, size.ws_row);
    *columns = at_most(column_limit, size.ws_col);
  }
  return true;
}

void cn_resize(int rows, int columns) { resizeterm(rows, columns); }

void cn_write(const char *text) { cn_write_bytes((const uint8_t *)text, strlen(text)); }

void cn_write_bytes(const uint8_t *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(STDOUT_FILENO, bytes, count);
    if (written < 0 && errno != EINTR) return;
    if (written > 0) {
      bytes += written;
      count -= (size_t)written;
    }
  }
}

const char *cn_environment(const char *name) { return getenv(name); }

bool cn_is_terminal(void) { return isatty(STDIN_FILENO) && isatty(STDOUT_FILENO); }

bool cn_is_one_terminal(void) { return tcgetsid(STDIN_FILENO) == tcgetsid(STDOUT_FILENO); }
