// What Swift cannot do safely for a pseudo-terminal: fork, and look into `struct termios`.

#ifndef RAFTLAB_CPSEUDOTERMINAL_H
#define RAFTLAB_CPSEUDOTERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/// Starts a program on a new pseudo-terminal, which controls it or not: of one that does not control
/// it the kernel sends no signals.
///
/// Returns its process id and sets the master's descriptor, or returns -1.
pid_t pty_spawn(
    const char *path, char *const arguments[], char *const environment[], int rows, int columns,
    bool controls, int *master);

int pty_resize(int master, int rows, int columns);

/// Writes the terminal's modes in a form that can be compared; returns its length.
size_t pty_modes(int master, uint8_t *modes, size_t limit);

/// Waits for a process to change. Returns 0 if it is still running, 1 if it exited, 2 if it was
/// killed; the value is its status or signal.
int pty_reap(pid_t process, int *value);

#endif
