#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE 1
#define _DARWIN_C_SOURCE 1
#include "CPseudoTerminal.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

pid_t pty_spawn(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns,
    bool controls, int *master) {
  int main_end = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (main_end < 0 || grantpt(main_end) != 0 || unlockpt(main_end) != 0) return -1;
  // Named before the fork: ptsname is not safe after it.
  char name[128];
  const char *found = ptsname(main_end);
  if (!found || strlen(found) >= sizeof name) return -1;
  strcpy(name, found);
  pty_resize(main_end, rows, columns);

  pid_t process = fork();
  if (process < 0) {
    close(main_end);
    return -1;
  }
  if (process > 0) {
    *master = main_end;
    return process;
  }
  // From here on only what a signal handler may do.
  setsid();
  int line = open(name, O_RDWR | O_NOCTTY);
  if (line < 0) _exit(126);
  if (controls) ioctl(line, TIOCSCTTY, 0);
  dup2(line, 0);
  dup2(line, 1);
  dup2(line, 2);
  if (line > 2) close(line);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  for (int number = 1; number < 32; number++) signal(number, SIG_DFL);
  execve(path, arguments, environment);
  _exit(127);
}

int pty_resize(int master, int rows, int columns) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  return ioctl(master, TIOCSWINSZ, &size);
}

size_t pty_modes(int master, uint8_t *modes, size_t limit) {
  struct termios state;
  if (tcgetattr(master, &state) != 0) return 0;
  uint64_t flags[] = {state.c_iflag, state.c_oflag, state.c_cflag, state.c_lflag};
  size_t length = sizeof flags + sizeof state.c_cc;
  if (length > limit) return 0;
  memcpy(modes, flags, sizeof flags);
  memcpy(modes + sizeof flags, state.c_cc, sizeof state.c_cc);
  return length;
}

int pty_reap(pid_t process, int *value) {
  int status = 0;
  if (waitpid(process, &status, WNOHANG) != process) return 0;
  if (WIFSIGNALED(status)) {
    *value = WTERMSIG(status);
    return 2;
  }
  *value = WEXITSTATUS(status);
  return 1;
}
