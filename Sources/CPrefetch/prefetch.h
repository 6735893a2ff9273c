#ifndef RAFTLAB_PREFETCH_H
#define RAFTLAB_PREFETCH_H

/// Asks for a line of memory that will be read soon. Swift has no word for it.
static inline void raftlab_prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address, 1);
}

#endif
