#define NCURSES_WIDECHAR 1
#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE 1
#include "CNcurses.h"

#include <ncurses.h>
#include <string.h>
#include <term.h>

// What the terminal database says is compared with what we would write, so that no name of a
// terminal has to be known.

static bool says(const char *name, const char *expected) {
  char *text = tigetstr((char *)name);
  return text != NULL && text != (char *)-1 && strcmp(text, expected) == 0;
}

static bool sets(const char *name, int color, const char *expected) {
  char *text = tigetstr((char *)name);
  if (text == NULL || text == (char *)-1) return false;
  char *sequence = tiparm(text, color);
  return sequence != NULL && strcmp(sequence, expected) == 0;
}

static bool moves(void) {
  return tigetflag("am") == 1 && tigetflag("xenl") == 1 &&
         says("cup", "\033[%i%p1%d;%p2%dH") && says("vpa", "\033[%i%p1%dd") &&
         says("hpa", "\033[%i%p1%dG") && says("ri", "\033M") &&
         says("cuf", "\033[%p1%dC") && says("cub", "\033[%p1%dD") &&
         says("cuu", "\033[%p1%dA") && says("cud", "\033[%p1%dB") && says("cr", "\r") &&
         says("cub1", "\b") && says("cud1", "\n");
}

// How 24 bits are written: 1 with semicolons, 2 with colons, 3 with an empty place for the space.
static int direct_form(void) {
  const int color = 0x0A141E;
  if (sets("setaf", color, "\033[38;2;10;20;30m")) return 1;
  if (sets("setaf", color, "\033[38:2:10:20:30m")) return 2;
  if (sets("setaf", color, "\033[38:2::10:20:30m")) return 3;
  return 0;
}

static bool colors(struct cn_dialect *dialect) {
  int count = tigetnum("colors");
  if (count < 8) return true;
  if (!sets("setaf", 1, "\033[31m") || !sets("setab", 1, "\033[41m")) return false;
  if (!says("op", "\033[39;49m")) return false;
  if (count > 256) {
    dialect->direct_form = direct_form();
    return dialect->direct_form != 0;
  }
  if (count >= 16 && !sets("setaf", 9, "\033[91m")) return false;
  return count < 256 || sets("setaf", 200, "\033[38;5;200m");
}

static int attributes(void) {
  int found = 0;
  if (says("bold", "\033[1m")) found |= cn_bold;
  if (says("dim", "\033[2m")) found |= cn_dim;
  if (says("smul", "\033[4m")) found |= cn_underline;
  if (says("rev", "\033[7m")) found |= cn_reverse;
  if (says("sitm", "\033[3m")) found |= cn_italic;
  // Attributes that colours would spoil.
  int spoilt = tigetnum("ncv");
  if (spoilt > 0) {
    if (spoilt & 2) found &= ~cn_underline;
    if (spoilt & 4) found &= ~cn_reverse;
    if (spoilt & 16) found &= ~cn_dim;
    if (spoilt & 32) found &= ~cn_bold;
  }
  return found;
}

cn_dialect cn_terminal_dialect(void) {
  cn_dialect dialect = {0};
  if (!moves() || !colors(&dialect)) return dialect;
  dialect.is_known = true;
  dialect.attributes = attributes();
  dialect.ends_attributes = says("rmul", "\033[24m");
  dialect.erases =
      tigetflag("bce") == 1 && says("el", "\033[K") && says("ech", "\033[%p1%dX");
  dialect.scrolls = says("csr", "\033[%i%p1%d;%p2%dr") && says("indn", "\033[%p1%dS") &&
                    says("rin", "\033[%p1%dT");
  return dialect;
}
