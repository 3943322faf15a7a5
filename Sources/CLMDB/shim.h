#pragma once
#include <lmdb.h>
#include <sys/prctl.h>
#include <sys/resource.h>

/// Asks for the cache line at `address`, which may be any: nothing waits for it.
static inline void clmdb_prefetch(const void *address) { __builtin_prefetch(address); }

// Hidden behind _GNU_SOURCE in unistd.h.
int syncfs(int file);

/// Linux: `syncfs`.
static inline int clmdb_syncfs(int file) { return syncfs(file); }

/// No core file of this process, and no other process of the same user may look into it. Linux: `RLIMIT_CORE`, `PR_SET_DUMPABLE`.
static inline int clmdb_hide_process(void) {
    struct rlimit none = {0, 0};
    return setrlimit(RLIMIT_CORE, &none) == 0 && prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : -1;
}
