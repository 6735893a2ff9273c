#define _XOPEN_SOURCE 700
#define _DEFAULT_SOURCE 1
#define _GNU_SOURCE 1
#include "CNcurses.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

// Everything that a handler reads is written before the handlers are installed or is a
// sig_atomic_t, and every call that a handler makes is on the list of safe ones in
// signal-safety(7).

enum {
  farewell_limit = 512,
  end_limit_seconds = 3,
  farewell_milliseconds = 500,
  hangup_milliseconds = 2000,
};

static volatile sig_atomic_t is_guarding;
static volatile sig_atomic_t ending_signal;
static volatile sig_atomic_t did_end, did_suspend, did_continue, did_resize;

static struct termios saved_modes;
static char farewell[farewell_limit];
static volatile sig_atomic_t farewell_length;
static int wake_pipe[2] = {-1, -1};

// Standard error while the screen is up: a pipe of ours, let out when the screen is gone.
static int error_pipe[2] = {-1, -1};
static int saved_error = -1;

static const int ending[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM};
static const int crashing[] = {SIGSEGV, SIGABRT, SIGILL, SIGFPE, SIGBUS, SIGTRAP};
// What ends the process though nobody asked it to end.
static const int fatal[] = {
    SIGUSR1, SIGUSR2, SIGXCPU, SIGXFSZ, SIGVTALRM, SIGPROF, SIGSYS,
#ifdef SIGPOLL
    SIGPOLL,
#endif
#ifdef SIGPWR
    SIGPWR,
#endif
#ifdef SIGSTKFLT
    SIGSTKFLT,
#endif
};
static const int other[] = {SIGTSTP, SIGCONT, SIGWINCH, SIGALRM, SIGPIPE};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct sigaction saved_actions[NSIG];
static bool is_taken[NSIG];
static stack_t saved_stack;
static char crash_stack[64 * 1024];

// Writes as far as the terminal takes it. One that takes nothing, stopped by ctrl-s or with nobody
// at its other end, must not keep the process from its end.
static void write_all(int descriptor, const char *text, size_t length) {
  int flags = fcntl(descriptor, F_GETFL);
  int64_t limit = cn_milliseconds() + farewell_milliseconds;
  fcntl(descriptor, F_SETFL, flags | O_NONBLOCK);
  while (length > 0) {
    ssize_t written = write(descriptor, text, length);
    if (written > 0) {
      text += written;
      length -= (size_t)written;
      continue;
    }
    if (written < 0 && errno == EAGAIN) {
      int64_t left = limit - cn_milliseconds();
      struct pollfd target = {.fd = descriptor, .events = POLLOUT};
      if (left <= 0 || (poll(&target, 1, (int)left) < 0 && errno != EINTR)) break;
    } else if (written < 0 && errno != EINTR) {
      break;
    }
  }
  // Whoever shares the terminal does not expect it otherwise than it was.
  if (flags >= 0) fcntl(descriptor, F_SETFL, flags);
}

static void let_errors_out(void) {
  if (saved_error < 0) return;
  dup2(saved_error, STDERR_FILENO);
  char text[4096];
  for (;;) {
    ssize_t length = read(error_pipe[0], text, sizeof text);
    if (length < 0 && errno == EINTR) continue;
    if (length <= 0) break;
    write_all(STDERR_FILENO, text, (size_t)length);
  }
}

void cn_guard_restore(void) {
  if (!is_guarding) return;
  is_guarding = 0;
  write_all(STDOUT_FILENO, farewell, (size_t)farewell_length);
  // A background process would be stopped here by SIGTTOU and never get to its end.
  sigset_t stop, before;
  sigemptyset(&stop);
  sigaddset(&stop, SIGTTOU);
  sigprocmask(SIG_BLOCK, &stop, &before);
  tcsetattr(STDIN_FILENO, TCSANOW, &saved_modes);
  sigprocmask(SIG_SETMASK, &before, NULL);
  let_errors_out();
}

static void wake(void) {
  int saved = errno;
  ssize_t ignored = write(wake_pipe[1], "", 1);
  (void)ignored;
  errno = saved;
}

_Noreturn void cn_end_by(int signal_number) {
  signal(signal_number, SIG_DFL);
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, signal_number);
  sigprocmask(SIG_UNBLOCK, &set, NULL);
  raise(signal_number);
  _exit(128 + signal_number);
}

static void on_end(int signal_number) {
  if (ending_signal) {
    cn_guard_restore();
    cn_end_by(signal_number);
  }
  ending_signal = signal_number;
  did_end = 1;
  alarm(end_limit_seconds);
  wake();
}

static void on_limit(int signal_number) {
  cn_guard_restore();
  cn_end_by(ending_signal ? (int)ending_signal : signal_number);
}

static void on_fatal(int signal_number) {
  cn_guard_restore();
  cn_end_by(signal_number);
}

static void on_other(int signal_number) {
  switch (signal_number) {
    case SIGTSTP: did_suspend = 1; break;
    case SIGCONT: did_continue = 1; break;
    case SIGWINCH: did_resize = 1; break;
    default: return;
  }
  wake();
}

static void on_crash(int signal_number, siginfo_t *info, void *context) {
  (void)context;
  cn_guard_restore();
  sigaction(signal_number, &saved_actions[signal_number], NULL);
  // A fault happens again on return and then reaches the saved handler with its own facts. What
  // was sent, and what does not repeat, has to be sent again; it arrives on return.
  bool repeats = info->si_code > 0 && signal_number != SIGABRT && signal_number != SIGTRAP;
  if (!repeats) raise(signal_number);
}

static void take(int signal_number, struct sigaction *action) {
  sigaction(signal_number, NULL, &saved_actions[signal_number]);
  // What was ignored when the process started (nohup, a background job) stays ignored.
  bool is_crash = action->sa_flags & SA_SIGINFO;
  if (!is_crash && saved_actions[signal_number].sa_handler == SIG_IGN) return;
  is_taken[signal_number] = sigaction(signal_number, action, NULL) == 0;
}

static void give_back(int signal_number) {
  if (!is_taken[signal_number]) return;
  sigaction(signal_number, &saved_actions[signal_number], NULL);
  is_taken[signal_number] = false;
}

static void take_all(void) {
  struct sigaction action = {.sa_handler = on_end};
  // Ending is handled once at a time: a second signal must find the first one's mark.
  sigemptyset(&action.sa_mask);
  for (size_t index = 0; index < COUNT(ending); index++) {
    sigaddset(&action.sa_mask, ending[index]);
  }
  for (size_t index = 0; index < COUNT(ending); index++) take(ending[index], &action);
  action.sa_handler = on_fatal;
  for (size_t index = 0; index < COUNT(fatal); index++) take(fatal[index], &action);
#ifdef SIGRTMIN
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) take(number, &action);
#endif
  sigemptyset(&action.sa_mask);
  action.sa_handler = on_other;
  take(SIGTSTP, &action);
  take(SIGCONT, &action);
  take(SIGWINCH, &action);
  action.sa_handler = on_limit;
  take(SIGALRM, &action);
  action.sa_handler = SIG_IGN;
  take(SIGPIPE, &action);

  stack_t stack = {.ss_sp = crash_stack, .ss_size = sizeof crash_stack};
  sigaltstack(&stack, &saved_stack);
  struct sigaction crash = {.sa_sigaction = on_crash, .sa_flags = SA_SIGINFO | SA_ONSTACK};
  sigemptyset(&crash.sa_mask);
  for (size_t index = 0; index < COUNT(crashing); index++) take(crashing[index], &crash);
}

static bool make_pipe(int ends[2]) {
  if (pipe(ends) != 0) return false;
  for (int index = 0; index < 2; index++) {
    fcntl(ends[index], F_SETFD, FD_CLOEXEC);
    fcntl(ends[index], F_SETFL, fcntl(ends[index], F_GETFL) | O_NONBLOCK);
  }
  return true;
}

static void close_pipe(int ends[2]) {
  for (int index = 0; index < 2; index++) {
    if (ends[index] >= 0) close(ends[index]);
    ends[index] = -1;
  }
}

static void hold_errors_back(void) {
  if (!isatty(STDERR_FILENO) || !make_pipe(error_pipe)) return;
  saved_error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (saved_error < 0) {
    close_pipe(error_pipe);
    return;
  }
  dup2(error_pipe[1], STDERR_FILENO);
}

bool cn_guard_begin(void) {
  static bool is_registered;
  if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return false;
  if (tcgetattr(STDIN_FILENO, &saved_modes) != 0 || !make_pipe(wake_pipe)) return false;
  ending_signal = did_end = did_suspend = did_continue = did_resize = 0;
  farewell_length = 0;
  hold_errors_back();
  if (!is_registered) is_registered = atexit(cn_guard_restore) == 0;
  is_guarding = 1;
  take_all();
  return true;
}

void cn_guard_set_farewell(const char *text, size_t length) {
  if (length > farewell_limit) length = farewell_limit;
  farewell_length = 0;
  memcpy(farewell, text, length);
  farewell_length = (sig_atomic_t)length;
}

void cn_guard_end(void) {
  if (wake_pipe[0] < 0) return;
  // ncurses has already said farewell.
  farewell_length = 0;
  cn_guard_restore();
  alarm(0);
  for (size_t index = 0; index < COUNT(ending); index++) give_back(ending[index]);
  for (size_t index = 0; index < COUNT(crashing); index++) give_back(crashing[index]);
  for (size_t index = 0; index < COUNT(fatal); index++) give_back(fatal[index]);
  for (size_t index = 0; index < COUNT(other); index++) give_back(other[index]);
#ifdef SIGRTMIN
  for (int number = SIGRTMIN; number <= SIGRTMAX; number++) give_back(number);
#endif
  sigaltstack(&saved_stack, NULL);
  close_pipe(wake_pipe);
  close_pipe(error_pipe);
  if (saved_error >= 0) close(saved_error);
  saved_error = -1;
}

int cn_ending_signal(void) { return ending_signal; }

int cn_signals_take(void) {
  char bytes[64];
  while (read(wake_pipe[0], bytes, sizeof bytes) > 0) {
  }
  // Each mark is cleared before it is acted on, so that one that comes meanwhile is not lost.
  int pending = 0;
  if (did_end) { did_end = 0; pending |= cn_pending_end; }
  if (did_suspend) { did_suspend = 0; pending |= cn_pending_suspend; }
  if (did_continue) { did_continue = 0; pending |= cn_pending_continue; }
  if (did_resize) { did_resize = 0; pending |= cn_pending_resize; }
  return pending;
}

void cn_stop(void) {
  struct sigaction handled;
  struct sigaction standard = {.sa_handler = SIG_DFL};
  sigemptyset(&standard.sa_mask);
  sigaction(SIGTSTP, &standard, &handled);
  // Not SIGSTOP: the kernel drops SIGTSTP where no shell could ever continue the process.
  raise(SIGTSTP);
  sigaction(SIGTSTP, &handled, NULL);
  did_continue = 0;
}

int cn_wait(int milliseconds) {
  struct pollfd sources[2] = {
      {.fd = STDIN_FILENO, .events = POLLIN},
      {.fd = wake_pipe[0], .events = POLLIN},
  };
  if (poll(sources, 2, milliseconds) <= 0) return 0;
  int result = 0;
  if (sources[1].revents & POLLIN) result |= cn_ready_signal;
  if (sources[0].revents & (POLLHUP | POLLERR | POLLNVAL)) result |= cn_ready_gone;
  if (sources[0].revents & POLLIN) {
    // Input that is announced and is not there is the end of input.
    int waiting = 0;
    bool is_there = ioctl(STDIN_FILENO, FIONREAD, &waiting) == 0 && waiting > 0;
    result |= is_there ? cn_ready_input : cn_ready_gone;
  }
  return result;
}

bool cn_wait_hangup(void) {
  // The kernel tells readers that the line is gone before it sends the signal, and on a busy machine
  // much can come between the two.
  if (!is_taken[SIGHUP]) return false;
  struct pollfd source = {.fd = wake_pipe[0], .events = POLLIN};
  int count;
  do {
    // The signal itself ends a wait before what its handler wrote is seen.
    count = poll(&source, 1, hangup_milliseconds);
  } while (count < 0 && errno == EINTR);
  return count > 0 && source.revents & POLLIN;
}

void cn_keys_one_by_one(bool is_wanted) {
  struct termios modes = saved_modes;
  if (is_wanted) {
    modes.c_iflag &= ~(tcflag_t)IXON;
    modes.c_lflag &= ~(tcflag_t)(ICANON | ECHO | IEXTEN);
    modes.c_cc[VMIN] = 1;
    modes.c_cc[VTIME] = 0;
  }
  tcsetattr(STDIN_FILENO, TCSADRAIN, &modes);
}

long cn_read_bytes(uint8_t *bytes, size_t count) {
  for (;;) {
    ssize_t length = read(STDIN_FILENO, bytes, count);
    if (length >= 0 || errno != EINTR) return (long)length;
  }
}

int64_t cn_milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}
