// Appending finished lines: every table, every digest, a signed head per commit.
#include <time.h>
#include "internal.h"

typedef MDB_cursor *cursors[cref_tables];

static void put(MDB_cursor *cursor, const void *key, size_t key_bytes, const void *value, size_t value_bytes, unsigned flags) {
    MDB_val row_key = bytes_of(key, key_bytes), row = bytes_of(value, value_bytes);
    store_check(mdb_cursor_put(cursor, &row_key, &row, flags), "mdb_cursor_put");
}

static void write_tile(cref_ledger *ledger, int level, MDB_cursor *cursor) {
    tail_tile *tile = &ledger->tiles[level];
    uint8_t key[9] = {(uint8_t)level};
    put_number(key + 1, tile->number, 8);
    put(cursor, key, sizeof key, tile->hashes, tile->count * 32, 0);
    tile->is_dirty = false;
}

static void append_leaf(cref_ledger *ledger, const uint8_t *leaf, MDB_cursor *cursor) {
    uint8_t completed[levels][32];
    int count = frontier_append(&ledger->tree, &ledger->hasher, leaf, completed);
    for (int level = 0; level < count; level++) {
        tail_tile *tile = &ledger->tiles[level];
        memcpy(tile->hashes + 32 * tile->count++, completed[level], 32);
        tile->is_dirty = true;
        if (tile->count < tile_hashes) continue;
        write_tile(ledger, level, cursor);
        tile->number++;
        tile->count = 0;
    }
}

static void write_type(tail_type *type, MDB_cursor *cursor) {
    uint8_t key[64 + 5];
    memcpy(key, type->name, type->name_bytes);
    key[type->name_bytes] = 0;
    put_number(key + type->name_bytes + 1, type->row, 4);
    put(cursor, key, type->name_bytes + 5, type->indexes, type->count * index_bytes, 0);
    type->is_dirty = false;
}

static tail_type *find_type(cref_ledger *ledger, const uint8_t *name, size_t bytes) {
    for (size_t k = 0; k < ledger->type_count; k++) {
        tail_type *type = &ledger->types[k];
        if (type->name_bytes == bytes && memcmp(type->name, name, bytes) == 0) return type;
    }
    ledger->types = realloc(ledger->types, (ledger->type_count + 1) * sizeof *ledger->types);
    if (!ledger->types || bytes > 64) fail("types", "out of memory");
    tail_type *type = &ledger->types[ledger->type_count++];
    *type = (tail_type){.name_bytes = bytes};
    memcpy(type->name, name, bytes);
    return type;
}

static void append_type(cref_ledger *ledger, const cref_line *line, uint64_t index, MDB_cursor *cursor) {
    tail_type *type = find_type(ledger, line->bytes + line->type, line->type_bytes);
    if (type->count == tile_hashes) {
        if (type->is_dirty) write_type(type, cursor);
        type->row++;
        type->count = 0;
    }
    put_number(type->indexes + index_bytes * type->count++, index, index_bytes);
    type->is_dirty = true;
}

static void put_key(MDB_cursor *cursor, uint64_t stream, const uint8_t *hash, uint32_t revision) {
    uint8_t key[18];
    put_number(key, stream, 6);
    memcpy(key + 6, hash, 8);
    put_number(key + 14, revision, 4);
    put(cursor, key, sizeof key, "", 0, MDB_NOOVERWRITE);
}

// Rows in `keys` begin when a stream outgrows scanning; then its earlier entries get theirs too.
static void append_key(cursors at, uint64_t stream, const uint8_t *hash, uint32_t revision) {
    for (uint32_t earlier = 0; revision == scanned_keys && earlier < scanned_keys; earlier++) {
        uint8_t row_key[10];
        put_number(row_key, stream, 6);
        put_number(row_key + 6, earlier, 4);
        MDB_val key = bytes_of(row_key, sizeof row_key), row;
        store_check(mdb_cursor_get(at[cref_stream_index], &key, &row, MDB_SET_KEY), "mdb_cursor_get");
        put_key(at[cref_keys], stream, (uint8_t *)row.mv_data + 6, earlier);
    }
    put_key(at[cref_keys], stream, hash, revision);
}

static void append_line(cref_ledger *ledger, const cref_line *line, cursors at) {
    uint64_t index = ledger->size;
    uint8_t index_key[8], entry[32], leaf[32], key_hash[32];
    digest(&ledger->hasher, line->bytes, line->count, entry);
    put_number(index_key, index, 8);
    put(at[cref_entries], index_key, 8, line->bytes, line->count, MDB_NOOVERWRITE | MDB_APPEND);

    // The stream's row: entries 4, stream number 8, stream digest 32.
    uint8_t state[44] = {0};
    MDB_val subject = bytes_of(line->bytes + line->subject, line->subject_bytes), row;
    bool is_there = found(mdb_cursor_get(at[cref_streams], &subject, &row, MDB_SET_KEY), "mdb_cursor_get");
    if (is_there) memcpy(state, row.mv_data, sizeof state);
    else put_number(state + 4, index, 8);
    uint64_t stream = number(state + 4, 8);
    uint32_t revision = (uint32_t)number(state, 4);
    put_number(state, revision + 1, 4);
    digest_pair(&ledger->hasher, 0x02, state + 12, entry, state + 12);
    put(at[cref_streams], subject.mv_data, subject.mv_size, state, sizeof state, is_there ? MDB_CURRENT : MDB_NOOVERWRITE);

    digest(&ledger->hasher, line->bytes + line->key, line->key_bytes, key_hash);
    uint8_t row_key[10], row_value[14];
    put_number(row_key, stream, 6);
    put_number(row_key + 6, revision, 4);
    put_number(row_value, index, 6);
    memcpy(row_value + 6, key_hash, 8);
    put(at[cref_stream_index], row_key, sizeof row_key, row_value, sizeof row_value, MDB_NOOVERWRITE);
    if (revision >= scanned_keys) append_key(at, stream, key_hash, revision);

    append_type(ledger, line, index, at[cref_types]);
    digest_leaf(&ledger->hasher, entry, leaf);
    append_leaf(ledger, leaf, at[cref_tiles]);
    ledger->size++;
    ledger->time = line->time;
    memcpy(ledger->digest, entry, 32);
}

// Ed25519 over `deedlog head v1`, origin, size and root.
static void sign_head(cref_ledger *ledger, const uint8_t *root, uint8_t *signature) {
    char text[64], message[512];
    EVP_EncodeBlock((uint8_t *)text, root, 32);
    int count = snprintf(message, sizeof message, "deedlog head v1\n%s\n%llu\n%s\n", ledger->origin,
                         (unsigned long long)ledger->size, text);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    size_t bytes = 64;
    crypto_check(context && EVP_DigestSignInit(context, NULL, NULL, NULL, ledger->key) == 1
                 && EVP_DigestSign(context, signature, &bytes, (uint8_t *)message, (size_t)count) == 1, "EVP_DigestSign");
    EVP_MD_CTX_free(context);
}

static void write_head(cref_ledger *ledger, cursors at) {
    for (int level = 0; level < levels; level++)
        if (ledger->tiles[level].is_dirty) write_tile(ledger, level, at[cref_tiles]);
    for (size_t k = 0; k < ledger->type_count; k++)
        if (ledger->types[k].is_dirty) write_type(&ledger->types[k], at[cref_types]);
    uint8_t head[cref_head_bytes];
    put_number(head, ledger->size, 8);
    put_number(head + 8, (uint64_t)ledger->time, 8);
    memcpy(head + 16, ledger->digest, 32);
    frontier_root(&ledger->tree, &ledger->hasher, NULL, head + 48);
    sign_head(ledger, head + 48, head + 80);
    put(at[cref_meta], "head", 4, head, sizeof head, 0);
}

static uint64_t now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

void cref_append(cref_ledger *ledger, const cref_line *lines, size_t count, size_t batch, uint64_t *nanoseconds) {
    for (size_t from = 0; from < count; from += batch) {
        uint64_t start = now();
        MDB_txn *transaction;
        store_check(mdb_txn_begin(ledger->environment, NULL, 0, &transaction), "mdb_txn_begin");
        cursors at;
        for (int k = 0; k < cref_tables; k++)
            store_check(mdb_cursor_open(transaction, ledger->tables[k], &at[k]), "mdb_cursor_open");
        for (size_t k = from; k < from + batch && k < count; k++) append_line(ledger, &lines[k], at);
        write_head(ledger, at);
        store_check(mdb_txn_commit(transaction), "mdb_txn_commit");
        nanoseconds[from / batch] = now() - start;
    }
}
