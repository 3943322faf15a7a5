// The plain C program that the ledger is measured against: the same tables and digests, on the same LMDB and libcrypto.
//
// It gets its lines ready-made and parses nothing; what a parser would have found stands beside each line. It checks neither
// form, expectations nor keys. Any failing call ends the program with a message: this is a measuring stick, not a store.
// docs/FORMAT.md says what every table holds.
#pragma once
#include <stddef.h>
#include <stdint.h>

// A finished entry: its canonical line, and where its subject, key and type stand in it, none with an escape.
typedef struct {
    const uint8_t *bytes;
    int64_t time;  // ms since 1970, as the line says
    uint32_t count;
    uint16_t subject, subject_bytes, key, key_bytes, type, type_bytes;
} cref_line;

typedef struct cref_ledger cref_ledger;

enum { cref_entries, cref_tiles, cref_streams, cref_stream_index, cref_keys, cref_types, cref_meta, cref_tables };
enum { cref_digest_bytes = 32, cref_head_bytes = 144 };

typedef struct {
    uint64_t rows[cref_tables], pages[cref_tables];
    uint64_t page_bytes, used_pages;  // the file is used_pages * page_bytes long
} cref_size;

// Makes an empty ledger in an existing empty folder; `seed` is the Ed25519 key that signs heads.
cref_ledger *cref_create(const char *folder, const char *origin, const uint8_t *seed);
// Opens a ledger for reading.
cref_ledger *cref_open(const char *folder);
void cref_close(cref_ledger *);

// Appends `count` lines, `batch` to a commit, each commit with full sync and a signed head.
// `nanoseconds` gets the duration of each commit; it has room for count / batch, rounded up.
void cref_append(cref_ledger *, const cref_line *lines, size_t count, size_t batch, uint64_t *nanoseconds);

// Reads and digests every line: entry digest, leaf, nodes and root, stream digests; compares leaves with tiles, stream digests
// with their rows, entry digest and root with the head. `stream[i]`, which stream entry i is on (0, 1, 2 ..), is told.
// Returns the number of differences; `root` gets the root.
uint64_t cref_verify(const cref_ledger *, const uint32_t *stream, uint32_t streams, int jobs, uint8_t *root);
// The entry digests alone; returns how many, `sum` gets their exclusive or.
uint64_t cref_digest_pass(const cref_ledger *, uint8_t *sum);
// Reads the entries of one stream, touching every byte; returns how many, adds the bytes up in `sum`.
uint32_t cref_read_stream(const cref_ledger *, const uint8_t *subject, size_t bytes, uint64_t *sum);

void cref_head(const cref_ledger *, uint8_t *head);
cref_size cref_sizes(const cref_ledger *);
// Every line, into one piece of memory for free(); `lines` has room for `count`. Fills in `bytes` and `count` alone.
uint8_t *cref_export(const cref_ledger *, cref_line *lines, size_t count);
// Compares two ledgers row by row over all tables; returns the number of rows that differ.
uint64_t cref_compare(const cref_ledger *, const cref_ledger *);
