// The narrow door to ncurses: what Swift cannot import (macros, variadic functions, globals) and
// what may run inside a signal handler. All of it serves one terminal session at a time.

#ifndef RAFTLAB_CNCURSES_H
#define RAFTLAB_CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// MARK: The screen (curses.c)

/// What can be said about a terminal before it is touched.
enum cn_terminal {
  cn_terminal_good,
  /// Not in the terminal database, or there is no database.
  cn_terminal_unknown,
  /// Known, but without cursor motion.
  cn_terminal_dumb,
};
typedef enum cn_terminal cn_terminal;

/// Sets the locale from the environment; true if its text is UTF-8.
bool cn_set_locale(void);

/// Looks a terminal type up in the database.
cn_terminal cn_look_up(const char *type);

/// Starts ncurses on standard input and output. False if that failed.
bool cn_open(const char *type);

/// Makes ready what a crash will say to the terminal: the given text, then what the terminal
/// database has to leave the screen and show the cursor.
void cn_prepare_farewell(const char *modes);

/// Ends ncurses; the terminal is out of its screen again.
void cn_close(void);

/// Leaves the screen for a while, and comes back to it with everything to be drawn anew.
void cn_leave(void);
void cn_return(void);

/// Binds an escape sequence to a code that `cn_read` gives. Codes go from 0x200 to 0xFFFF.
void cn_define_key(const char *sequence, int code);

enum cn_input {
  cn_input_none,
  cn_input_character,
  cn_input_code,
};
typedef enum cn_input cn_input;

/// Takes the next key that has already arrived, without waiting (but for the rest of an escape
/// sequence).
cn_input cn_read(uint32_t *value);

/// ncurses' own codes of keys.
struct cn_keys {
  uint32_t up, down, left, right, home, end, page_up, page_down;
  uint32_t enter, backspace, delete_key, insert, back_tab, function0;
  uint32_t shift_left, shift_right, shift_up, shift_down, shift_home, shift_end;
  uint32_t mouse, resize;
};
typedef struct cn_keys cn_keys;
cn_keys cn_key_codes(void);

/// The terminal's number of colours and of colour pairs; 0 if it has none.
int cn_colors(void);
int cn_pairs(void);

/// Defines a colour pair; -1 is the terminal's own colour.
bool cn_init_pair(int pair, int foreground, int background);

enum cn_attribute {
  cn_bold = 1,
  cn_dim = 2,
  cn_underline = 4,
  cn_reverse = 8,
  cn_italic = 16,
};
typedef enum cn_attribute cn_attribute;

/// How far a terminal understands sequences that are written past ncurses.
struct cn_dialect {
  /// Whether moving and colours are as ECMA-48 and xterm have them. If not, nothing else counts.
  bool is_known;
  /// A set of `cn_attribute`: what it shows.
  int attributes;
  bool ends_attributes;
  /// Whether erasing takes the background that is set.
  bool erases;
  /// Whether lines within margins scroll up and down.
  bool scrolls;
  /// 24 bits of colour: 1 with semicolons, 2 with colons, 3 with an empty place; 0 for none.
  int direct_form;
};
typedef struct cn_dialect cn_dialect;

/// What the terminal database has for the terminal that is open.
cn_dialect cn_terminal_dialect(void);

/// Sets the style of the cells that follow.
void cn_style(int attributes, int pair);

/// Puts a grapheme of one to three scalars that is so many columns wide into the next frame.
/// Where the C library disagrees about the width, what both agree on is shown.
void cn_put(int row, int column, const uint32_t *scalars, int count, int width);

/// Blanks the next frame.
void cn_erase(void);

/// Sends what differs between the frame on the screen and the next one.
void cn_update(void);

/// Makes the next update redraw everything.
void cn_redraw(void);

/// The terminal's size now, asked from the kernel.
bool cn_size(int *rows, int *columns);

/// Tells ncurses about a new size.
void cn_resize(int rows, int columns);

/// Writes to the terminal past ncurses, between updates: a text, or so many bytes at once.
void cn_write(const char *text);
void cn_write_bytes(const uint8_t *bytes, size_t count);

/// An environment variable; null if it is not set. Valid until the environment changes.
const char *cn_environment(const char *name);

/// Whether standard input and output are a terminal.
bool cn_is_terminal(void);

/// Whether they are the same one, as far as the process's session tells. ncurses sets the modes of
/// the one that it writes to, and keys from another would come line by line.
bool cn_is_one_terminal(void);

// MARK: Signals and restoring (signals.c)

/// Remembers the terminal's modes, keeps standard error's text back if it goes to a terminal, and
/// takes over the signals that end, suspend or crash the process.
///
/// False if standard input or output is not a terminal.
bool cn_guard_begin(void);

/// Text that takes the terminal out of the screen, written if the process ends unexpectedly.
/// Zero length for none.
void cn_guard_set_farewell(const char *text, size_t length);

/// Restores the terminal's modes exactly, gives all signals back, and lets standard error's
/// text out. The second call does nothing.
void cn_guard_end(void);

/// The same as seen from a crash: writes the farewell, restores the modes. Safe in a signal
/// handler.
void cn_guard_restore(void);


enum cn_pending {
  cn_pending_end = 1,
  cn_pending_suspend = 2,
  cn_pending_continue = 4,
  cn_pending_resize = 8,
};
typedef enum cn_pending cn_pending;

/// Takes the signals that have come since the last call, as a set of `cn_pending`.
int cn_signals_take(void);

/// The signal that asked the process to end, or 0.
int cn_ending_signal(void);

/// Stops the process by SIGTSTP as if nothing handled it; returns when it continues.
void cn_stop(void);

/// Ends the process by a signal as if nothing handled it.
_Noreturn void cn_end_by(int signal);

enum cn_ready {
  cn_ready_input = 1,
  cn_ready_signal = 2,
  /// The terminal is gone: nothing more will come.
  cn_ready_gone = 4,
};
typedef enum cn_ready cn_ready;

/// Waits until standard input or the signal pipe has something, at most so long; -1 is for ever.
/// Returns a set of `cn_ready`.
int cn_wait(int milliseconds);

/// Waits for the signal that follows a terminal that is gone, if anybody listens to it; true when any
/// signal that is listened to has come.
bool cn_wait_hangup(void);

/// Gives keys as they come, without echo, or gives the modes back that were there before.
void cn_keys_one_by_one(bool is_wanted);

/// Reads what has arrived; 0 at the end of input, negative on failure.
long cn_read_bytes(uint8_t *bytes, size_t count);

/// Milliseconds of a clock that is never set.
int64_t cn_milliseconds(void);

#endif
