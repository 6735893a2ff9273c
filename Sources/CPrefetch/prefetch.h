#ifndef RAFTLAB_PREFETCH_H
#define RAFTLAB_PREFETCH_H

/// Asks for a line of memory that will be read soon. Swift has no word for it.
static inline void raftlab_prefetch(const void *_Nonnull address) {
  __builtin_prefetch(address, 1);
}

/// Says that the processor is only waiting: it then leaves more to whoever it shares its parts with.
static inline void raftlab_relax(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#endif
