// What the files of the C program share: digests, big-endian numbers, the ledger's state.
#pragma once
#include <lmdb.h>
#include <openssl/evp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "creference.h"

enum { tile_hashes = 256, tile_bytes = tile_hashes * 32, levels = 8, scanned_keys = 64, index_bytes = 6 };

static inline void fail(const char *call, const char *why) {
    fprintf(stderr, "reference: %s: %s\n", call, why);
    exit(70);
}
static inline void store_check(int code, const char *call) {
    if (code != MDB_SUCCESS) fail(call, mdb_strerror(code));
}
static inline void crypto_check(bool sound, const char *call) {
    if (!sound) fail(call, "libcrypto failed");
}
// Moves a cursor or looks a row up; false where there is none.
static inline bool found(int code, const char *call) {
    if (code == MDB_NOTFOUND) return false;
    store_check(code, call);
    return true;
}

static inline void put_number(uint8_t *row, uint64_t value, int bytes) {
    for (int k = bytes - 1; k >= 0; k--, value >>= 8) row[k] = (uint8_t)value;
}
static inline uint64_t number(const uint8_t *row, int bytes) {
    uint64_t value = 0;
    for (int k = 0; k < bytes; k++) value = value << 8 | row[k];
    return value;
}
static inline MDB_val bytes_of(const void *bytes, size_t count) { return (MDB_val){count, (void *)bytes}; }

// SHA-256 on one reused context; the algorithm is fetched once.
typedef struct {
    EVP_MD *algorithm;
    EVP_MD_CTX *context;
} hasher;

static inline hasher hasher_make(void) {
    hasher made = {EVP_MD_fetch(NULL, "SHA256", NULL), EVP_MD_CTX_new()};
    crypto_check(made.algorithm && made.context, "EVP_MD_fetch");
    return made;
}
static inline void hasher_free(hasher *h) {
    EVP_MD_CTX_free(h->context);
    EVP_MD_free(h->algorithm);
}
static inline void digest(hasher *h, const void *bytes, size_t count, uint8_t *out) {
    crypto_check(EVP_DigestInit_ex2(h->context, h->algorithm, NULL) == 1 && EVP_DigestUpdate(h->context, bytes, count) == 1
                 && EVP_DigestFinal_ex(h->context, out, NULL) == 1, "EVP_Digest");
}
static inline void digest_leaf(hasher *h, const uint8_t *entry, uint8_t *out) {
    uint8_t input[33] = {0x00};
    memcpy(input + 1, entry, 32);
    digest(h, input, sizeof input, out);
}
static inline void digest_pair(hasher *h, uint8_t prefix, const uint8_t *left, const uint8_t *right, uint8_t *out) {
    uint8_t input[65];
    input[0] = prefix;
    memcpy(input + 1, left, 32);
    memcpy(input + 33, right, 32);
    digest(h, input, sizeof input, out);
}

// The roots of the complete subtrees of a growing tree, by height. RFC 6962 section 2.1.
typedef struct {
    uint64_t size;
    uint8_t nodes[64][32];
} frontier;

// Adds a leaf; `completed` gets the hashes of tile levels 0, 1 .. that it completes. Returns how many.
int frontier_append(frontier *, hasher *, const uint8_t *leaf, uint8_t completed[levels][32]);
// The root over everything, followed by `last`, the root of a smaller tree, unless that is NULL.
void frontier_root(const frontier *, hasher *, const uint8_t *last, uint8_t *root);

typedef struct {
    uint64_t number;
    size_t count;
    bool is_dirty;
    uint8_t hashes[tile_bytes];
} tail_tile;

typedef struct {
    uint8_t name[64];
    size_t name_bytes, count;
    uint32_t row;
    bool is_dirty;
    uint8_t indexes[tile_hashes * index_bytes];
} tail_type;

// The fields after `tables` are the writer's.
struct cref_ledger {
    MDB_env *environment;
    MDB_dbi tables[cref_tables];
    char origin[256];
    EVP_PKEY *key;
    hasher hasher;
    frontier tree;
    tail_tile tiles[levels];
    tail_type *types;
    size_t type_count;
    uint64_t size;
    int64_t time;
    uint8_t digest[32];
};
