// Opening, sizes, and reading whole tables.
#include "internal.h"

static const char *const names[cref_tables] = {"entries", "tiles", "streams", "streamIndex", "keys", "types", "meta"};

static cref_ledger *open_folder(const char *folder, unsigned environment_flags, unsigned table_flags) {
    cref_ledger *ledger = calloc(1, sizeof *ledger);
    if (!ledger) fail("calloc", "out of memory");
    store_check(mdb_env_create(&ledger->environment), "mdb_env_create");
    store_check(mdb_env_set_maxdbs(ledger->environment, 16), "mdb_env_set_maxdbs");
    store_check(mdb_env_set_mapsize(ledger->environment, (size_t)1 << 38), "mdb_env_set_mapsize");
    store_check(mdb_env_open(ledger->environment, folder, MDB_NOTLS | environment_flags, 0600), "mdb_env_open");
    MDB_txn *transaction;
    store_check(mdb_txn_begin(ledger->environment, NULL, environment_flags & MDB_RDONLY, &transaction), "mdb_txn_begin");
    for (int k = 0; k < cref_tables; k++)
        store_check(mdb_dbi_open(transaction, names[k], table_flags, &ledger->tables[k]), "mdb_dbi_open");
    store_check(mdb_txn_commit(transaction), "mdb_txn_commit");
    ledger->hasher = hasher_make();
    return ledger;
}

cref_ledger *cref_create(const char *folder, const char *origin, const uint8_t *seed) {
    cref_ledger *ledger = open_folder(folder, 0, MDB_CREATE);
    snprintf(ledger->origin, sizeof ledger->origin, "%s", origin);
    ledger->key = EVP_PKEY_new_raw_private_key_ex(NULL, "ED25519", NULL, seed, 32);
    crypto_check(ledger->key != NULL, "EVP_PKEY_new_raw_private_key_ex");
    return ledger;
}

cref_ledger *cref_open(const char *folder) { return open_folder(folder, MDB_RDONLY, 0); }

void cref_close(cref_ledger *ledger) {
    mdb_env_close(ledger->environment);
    EVP_PKEY_free(ledger->key);
    hasher_free(&ledger->hasher);
    free(ledger->types);
    free(ledger);
}

static MDB_txn *read_begin(const cref_ledger *ledger) {
    MDB_txn *transaction;
    store_check(mdb_txn_begin(ledger->environment, NULL, MDB_RDONLY, &transaction), "mdb_txn_begin");
    return transaction;
}

void cref_head(const cref_ledger *ledger, uint8_t *head) {
    MDB_txn *transaction = read_begin(ledger);
    MDB_val key = bytes_of("head", 4), row;
    store_check(mdb_get(transaction, ledger->tables[cref_meta], &key, &row), "mdb_get");
    if (row.mv_size != cref_head_bytes) fail("head", "another length");
    memcpy(head, row.mv_data, cref_head_bytes);
    mdb_txn_abort(transaction);
}

cref_size cref_sizes(const cref_ledger *ledger) {
    cref_size size = {0};
    MDB_txn *transaction = read_begin(ledger);
    for (int k = 0; k < cref_tables; k++) {
        MDB_stat table;
        store_check(mdb_stat(transaction, ledger->tables[k], &table), "mdb_stat");
        size.rows[k] = table.ms_entries;
        size.pages[k] = table.ms_branch_pages + table.ms_leaf_pages + table.ms_overflow_pages;
        size.page_bytes = table.ms_psize;
    }
    mdb_txn_abort(transaction);
    MDB_envinfo info;
    store_check(mdb_env_info(ledger->environment, &info), "mdb_env_info");
    size.used_pages = info.me_last_pgno + 1;
    return size;
}

uint8_t *cref_export(const cref_ledger *ledger, cref_line *lines, size_t count) {
    MDB_txn *transaction = read_begin(ledger);
    MDB_cursor *cursor;
    store_check(mdb_cursor_open(transaction, ledger->tables[cref_entries], &cursor), "mdb_cursor_open");
    MDB_val key, line;
    size_t total = 0, k = 0;
    while (k < count && found(mdb_cursor_get(cursor, &key, &line, MDB_NEXT), "mdb_cursor_get")) {
        total += line.mv_size;
        lines[k++].count = (uint32_t)line.mv_size;
    }
    if (k < count) fail("entries", "fewer than expected");
    uint8_t *memory = malloc(total + 1), *end = memory;
    if (!memory) fail("malloc", "out of memory");
    for (k = 0; k < count; k++) {
        store_check(mdb_cursor_get(cursor, &key, &line, k ? MDB_NEXT : MDB_FIRST), "mdb_cursor_get");
        lines[k].bytes = memcpy(end, line.mv_data, line.mv_size);
        end += line.mv_size;
    }
    mdb_cursor_close(cursor);
    mdb_txn_abort(transaction);
    return memory;
}

static bool is_same(const MDB_val *a, const MDB_val *b) {
    return a->mv_size == b->mv_size && memcmp(a->mv_data, b->mv_data, a->mv_size) == 0;
}

uint64_t cref_compare(const cref_ledger *a, const cref_ledger *b) {
    MDB_txn *first = read_begin(a), *second = read_begin(b);
    uint64_t differences = 0;
    for (int table = 0; table < cref_tables; table++) {
        MDB_cursor *one, *other;
        store_check(mdb_cursor_open(first, a->tables[table], &one), "mdb_cursor_open");
        store_check(mdb_cursor_open(second, b->tables[table], &other), "mdb_cursor_open");
        while (true) {
            MDB_val keys[2], values[2];
            bool left = found(mdb_cursor_get(one, &keys[0], &values[0], MDB_NEXT), "mdb_cursor_get");
            bool right = found(mdb_cursor_get(other, &keys[1], &values[1], MDB_NEXT), "mdb_cursor_get");
            if (!left && !right) break;
            if (left != right || !is_same(&keys[0], &keys[1]) || !is_same(&values[0], &values[1])) differences++;
        }
        mdb_cursor_close(one);
        mdb_cursor_close(other);
    }
    mdb_txn_abort(first);
    mdb_txn_abort(second);
    return differences;
}
