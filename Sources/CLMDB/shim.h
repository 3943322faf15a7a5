#pragma once
#include <lmdb.h>

/// Asks for the cache line at `address`, which may be any: nothing waits for it.
static inline void clmdb_prefetch(const void *address) { __builtin_prefetch(address); }

// Hidden behind _GNU_SOURCE in unistd.h.
int syncfs(int file);

/// Linux: `syncfs`.
static inline int clmdb_syncfs(int file) { return syncfs(file); }
