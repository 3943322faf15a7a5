#pragma once
#include <lmdb.h>

/// Asks for the cache line at `address`, which may be any: nothing waits for it.
static inline void clmdb_prefetch(const void *address) { __builtin_prefetch(address); }
