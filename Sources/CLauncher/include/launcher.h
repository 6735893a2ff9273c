#ifndef RAFTLAB_LAUNCHER_H
#define RAFTLAB_LAUNCHER_H

/// Becomes another program that does not outlive `parent`: from now on this process is killed when
/// the thread that started it ends, which is when its process ends at the latest.
///
/// Returns only when that fails: the number of the error, or -1 when `parent` is gone already.
int raftlab_become(int parent, char *const arguments[]);

#endif
