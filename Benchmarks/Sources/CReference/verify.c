// Re-reading and re-digesting everything, on one thread or several.
#include <pthread.h>
#include "internal.h"

// Entries per superblock. Phase A digests its lines, each thread a range of whole tiles; after a barrier phase B folds its
// streams, each thread those of its share. Two buffers in turn, so that one barrier per superblock is enough.
enum { block_entries = 65536, block_tiles = block_entries / tile_hashes };

typedef struct {
    const cref_ledger *ledger;
    const uint32_t *stream;
    uint64_t size;
    int jobs;
    pthread_barrier_t barrier;
    uint8_t (*digests[2])[32];
    uint8_t (*tile_roots)[32];
    uint8_t last_leaves[tile_bytes];
    uint8_t (*stream_digests)[32];
    uint32_t *stream_counts;
} verification;

typedef struct {
    verification *shared;
    int number;
    hasher hasher;
    MDB_txn *transaction;
    MDB_cursor *entries;
    uint64_t differences;
    pthread_t thread;
} worker;

// Digests the lines of tile `tile`, and its nodes if it is whole; the cursor stands before its first entry.
static void check_tile(worker *w, uint64_t tile, uint8_t (*digests)[32]) {
    verification *all = w->shared;
    uint64_t first = tile * tile_hashes, rest = all->size - first;
    size_t count = rest < tile_hashes ? rest : tile_hashes;
    uint8_t leaves[tile_hashes][32];
    for (size_t k = 0; k < count; k++) {
        MDB_val key, line;
        if (!found(mdb_cursor_get(w->entries, &key, &line, MDB_NEXT), "mdb_cursor_get")) fail("entries", "cut off");
        if (key.mv_size != 8 || number(key.mv_data, 8) != first + k) w->differences++;
        digest(&w->hasher, line.mv_data, line.mv_size, digests[k]);
        digest_leaf(&w->hasher, digests[k], leaves[k]);
    }
    uint8_t row_key[9] = {0};
    put_number(row_key + 1, tile, 8);
    MDB_val key = bytes_of(row_key, sizeof row_key), row;
    bool is_there = found(mdb_get(w->transaction, all->ledger->tables[cref_tiles], &key, &row), "mdb_get");
    if (!is_there || row.mv_size != count * 32 || memcmp(row.mv_data, leaves, count * 32) != 0) w->differences++;
    if (count < tile_hashes) {
        memcpy(all->last_leaves, leaves, count * 32);
        return;
    }
    for (; count > 1; count /= 2)
        for (size_t k = 0; k < count / 2; k++) digest_pair(&w->hasher, 0x01, leaves[2 * k], leaves[2 * k + 1], leaves[k]);
    memcpy(all->tile_roots[tile], leaves[0], 32);
}

static void check_lines(worker *w, uint64_t block, uint8_t (*digests)[32]) {
    uint64_t tiles = (w->shared->size + tile_hashes - 1) / tile_hashes, from = block * block_tiles;
    uint64_t end = from + block_tiles < tiles ? from + block_tiles : tiles;
    uint64_t each = (end - from + (uint64_t)w->shared->jobs - 1) / (uint64_t)w->shared->jobs;
    uint64_t tile = from + each * (uint64_t)w->number, stop = tile + each < end ? tile + each : end;
    if (tile >= stop) return;
    if (tile > 0) {
        uint8_t row_key[8];
        put_number(row_key, tile * tile_hashes - 1, 8);
        MDB_val key = bytes_of(row_key, sizeof row_key), line;
        store_check(mdb_cursor_get(w->entries, &key, &line, MDB_SET_KEY), "mdb_cursor_get");
    }
    for (; tile < stop; tile++) check_tile(w, tile, digests + (tile - from) * tile_hashes);
}

static void fold_streams(worker *w, uint64_t block, uint8_t (*digests)[32]) {
    verification *all = w->shared;
    uint64_t from = block * block_entries;
    uint64_t end = from + block_entries < all->size ? from + block_entries : all->size;
    for (uint64_t index = from; index < end; index++) {
        uint32_t stream = all->stream[index];
        // Neighbours go to one thread, so that no cache line is written by two.
        if (stream / 64 % (uint32_t)all->jobs != (uint32_t)w->number) continue;
        digest_pair(&w->hasher, 0x02, all->stream_digests[stream], digests[index - from], all->stream_digests[stream]);
        all->stream_counts[stream]++;
    }
}

static void *run(void *argument) {
    worker *w = argument;
    verification *all = w->shared;
    w->hasher = hasher_make();
    store_check(mdb_txn_begin(all->ledger->environment, NULL, MDB_RDONLY, &w->transaction), "mdb_txn_begin");
    store_check(mdb_cursor_open(w->transaction, all->ledger->tables[cref_entries], &w->entries), "mdb_cursor_open");
    for (uint64_t block = 0; block * block_entries < all->size; block++) {
        check_lines(w, block, all->digests[block & 1]);
        pthread_barrier_wait(&all->barrier);
        fold_streams(w, block, all->digests[block & 1]);
    }
    mdb_cursor_close(w->entries);
    mdb_txn_abort(w->transaction);
    hasher_free(&w->hasher);
    return NULL;
}

// Every stream row against what was folded; the row's number is the index of its first entry, so it names the fold.
static uint64_t check_streams(const verification *all, uint32_t streams) {
    uint64_t differences = 0;
    uint32_t rows = 0;
    MDB_txn *transaction;
    MDB_cursor *cursor;
    store_check(mdb_txn_begin(all->ledger->environment, NULL, MDB_RDONLY, &transaction), "mdb_txn_begin");
    store_check(mdb_cursor_open(transaction, all->ledger->tables[cref_streams], &cursor), "mdb_cursor_open");
    MDB_val key, row;
    for (; found(mdb_cursor_get(cursor, &key, &row, MDB_NEXT), "mdb_cursor_get"); rows++) {
        const uint8_t *state = row.mv_data;
        uint64_t first = number(state + 4, 8);
        uint32_t stream = first < all->size ? all->stream[first] : 0;
        if (number(state, 4) != all->stream_counts[stream] || memcmp(state + 12, all->stream_digests[stream], 32)) differences++;
    }
    mdb_cursor_close(cursor);
    mdb_txn_abort(transaction);
    return differences + (rows != streams);
}

static void find_root(const verification *all, uint8_t *root) {
    frontier tiles = {0}, rest = {0};
    hasher h = hasher_make();
    uint8_t completed[levels][32];
    for (uint64_t tile = 0; tile < all->size / tile_hashes; tile++) frontier_append(&tiles, &h, all->tile_roots[tile], completed);
    for (size_t k = 0; k < all->size % tile_hashes; k++) frontier_append(&rest, &h, all->last_leaves + 32 * k, completed);
    if (rest.size > 0) frontier_root(&rest, &h, NULL, root);
    frontier_root(&tiles, &h, rest.size > 0 ? root : NULL, root);
    hasher_free(&h);
}

uint64_t cref_verify(const cref_ledger *ledger, const uint32_t *stream, uint32_t streams, int jobs, uint8_t *root) {
    uint8_t head[cref_head_bytes];
    cref_head(ledger, head);
    verification all = {.ledger = ledger, .stream = stream, .size = number(head, 8), .jobs = jobs};
    for (int k = 0; k < 2; k++) all.digests[k] = malloc(block_entries * 32);
    all.tile_roots = malloc((all.size / tile_hashes + 1) * 32);
    all.stream_digests = calloc(streams, 32);
    all.stream_counts = calloc(streams, sizeof *all.stream_counts);
    worker *workers = calloc((size_t)jobs, sizeof *workers);
    pthread_barrier_init(&all.barrier, NULL, (unsigned)jobs);
    for (int k = 0; k < jobs; k++) workers[k] = (worker){.shared = &all, .number = k};
    for (int k = 1; k < jobs; k++) pthread_create(&workers[k].thread, NULL, run, &workers[k]);
    run(&workers[0]);
    for (int k = 1; k < jobs; k++) pthread_join(workers[k].thread, NULL);

    uint64_t differences = check_streams(&all, streams);
    for (int k = 0; k < jobs; k++) differences += workers[k].differences;
    uint64_t last = (all.size - 1) % block_entries;
    differences += memcmp(head + 16, all.digests[(all.size - 1) / block_entries & 1][last], 32) != 0;
    find_root(&all, root);
    differences += memcmp(head + 48, root, 32) != 0;
    pthread_barrier_destroy(&all.barrier);
    free(workers);
    free(all.stream_counts);
    free(all.stream_digests);
    free(all.tile_roots);
    for (int k = 0; k < 2; k++) free(all.digests[k]);
    return differences;
}
