// Reading without comparing: the digest pass alone, and the entries of one stream.
#include "internal.h"

uint64_t cref_digest_pass(const cref_ledger *ledger, uint8_t *sum) {
    hasher h = hasher_make();
    uint64_t count = 0;
    MDB_txn *transaction;
    MDB_cursor *cursor;
    store_check(mdb_txn_begin(ledger->environment, NULL, MDB_RDONLY, &transaction), "mdb_txn_begin");
    store_check(mdb_cursor_open(transaction, ledger->tables[cref_entries], &cursor), "mdb_cursor_open");
    MDB_val key, line;
    memset(sum, 0, 32);
    for (; found(mdb_cursor_get(cursor, &key, &line, MDB_NEXT), "mdb_cursor_get"); count++) {
        uint8_t entry[32];
        digest(&h, line.mv_data, line.mv_size, entry);
        for (int k = 0; k < 32; k++) sum[k] ^= entry[k];
    }
    mdb_cursor_close(cursor);
    mdb_txn_abort(transaction);
    hasher_free(&h);
    return count;
}

static uint64_t sum_of(const uint8_t *bytes, size_t count) {
    uint64_t sum = 0, word;
    size_t k = 0;
    for (; k + 8 <= count; k += 8, sum += word) memcpy(&word, bytes + k, 8);
    for (; k < count; k++) sum += bytes[k];
    return sum;
}

uint32_t cref_read_stream(const cref_ledger *ledger, const uint8_t *subject, size_t bytes, uint64_t *sum) {
    MDB_txn *transaction;
    store_check(mdb_txn_begin(ledger->environment, NULL, MDB_RDONLY, &transaction), "mdb_txn_begin");
    MDB_val key = bytes_of(subject, bytes), row;
    uint32_t revision = 0;
    if (found(mdb_get(transaction, ledger->tables[cref_streams], &key, &row), "mdb_get")) {
        uint32_t count = (uint32_t)number(row.mv_data, 4);
        uint8_t row_key[10] = {0};
        memcpy(row_key, (uint8_t *)row.mv_data + 6, 6);
        MDB_cursor *cursor;
        store_check(mdb_cursor_open(transaction, ledger->tables[cref_stream_index], &cursor), "mdb_cursor_open");
        key = bytes_of(row_key, sizeof row_key);
        int code = mdb_cursor_get(cursor, &key, &row, MDB_SET_KEY);
        for (; revision < count && found(code, "mdb_cursor_get"); revision++) {
            uint8_t index_key[8] = {0};
            memcpy(index_key + 2, row.mv_data, 6);
            MDB_val entry = bytes_of(index_key, sizeof index_key), line;
            store_check(mdb_get(transaction, ledger->tables[cref_entries], &entry, &line), "mdb_get");
            *sum += sum_of(line.mv_data, line.mv_size);
            code = mdb_cursor_get(cursor, &key, &row, MDB_NEXT);
        }
        mdb_cursor_close(cursor);
    }
    mdb_txn_abort(transaction);
    return revision;
}
