#include "launcher.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/prctl.h>
#endif

int raftlab_become(int parent, char *const arguments[]) {
#ifdef __linux__
  if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0) return errno;
#endif
  // It may have ended before the signal was asked for.
  if (getppid() != parent) return -1;
  // What the parent ignores or holds back is not for its children to inherit.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, NULL);
  signal(SIGPIPE, SIG_DFL);
  execv(arguments[0], arguments);
  return errno;
}
