// The log tree's frontier.
#include "internal.h"

int frontier_append(frontier *tree, hasher *h, const uint8_t *leaf, uint8_t completed[levels][32]) {
    uint8_t node[32];
    memcpy(node, leaf, 32);
    memcpy(completed[0], leaf, 32);
    int height = 0, count = 1;
    for (uint64_t rest = tree->size; rest & 1; rest >>= 1) {
        digest_pair(h, 0x01, tree->nodes[height], node, node);
        if (++height % 8 == 0) memcpy(completed[count++], node, 32);
    }
    memcpy(tree->nodes[height], node, 32);
    tree->size++;
    return count;
}

void frontier_root(const frontier *tree, hasher *h, const uint8_t *last, uint8_t *root) {
    bool has_root = last != NULL;
    if (has_root) memmove(root, last, 32);
    for (int height = 0; height < 64; height++) {
        if (!(tree->size >> height & 1)) continue;
        if (has_root) digest_pair(h, 0x01, tree->nodes[height], root, root);
        else memcpy(root, tree->nodes[height], 32);
        has_root = true;
    }
    if (!has_root) digest(h, "", 0, root);
}
