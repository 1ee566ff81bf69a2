/* repair.c - mutator for checkpoints: changes the data of one section, or any bytes, and mends lengths and checksum, so
 * that what stands behind them is reached. One input in eight keeps a wrong sum. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

enum { HEAD = 16, SECTION_HEAD = 12, SUM = 8, SECTIONS = 64 };

/* CRC-64 (ECMA-182, reflected), bit by bit */
static uint64_t crc64(size_t n, const uint8_t *bytes)
{
    uint64_t crc = ~(uint64_t)0;
    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int k = 0; k < 8; k++) crc = crc & 1 ? crc >> 1 ^ UINT64_C(0xC96C5795D7870F42) : crc >> 1;
    }
    return ~crc;
}

static void put(uint8_t *to, uint64_t value, int n)
{
    for (int i = 0; i < n; i++) to[i] = (uint8_t)(value >> 8 * i);
}

static uint64_t get(const uint8_t *from, int n)
{
    uint64_t value = 0;
    for (int i = 0; i < n; i++) value |= (uint64_t)from[i] << 8 * i;
    return value;
}

/* Where the sections begin, as far as they fit. */
static size_t find_sections(const uint8_t *data, size_t size, size_t at[SECTIONS])
{
    size_t n = 0, end = size - SUM;
    for (size_t here = HEAD; n < SECTIONS && end - here >= SECTION_HEAD; n++) {
        uint64_t name = get(data + here, 4), length = get(data + here + 4, 8), room = end - here - SECTION_HEAD;
        if (name > room || length > room - name) break;
        at[n] = here;
        here += SECTION_HEAD + (size_t)(name + length);
    }
    return n;
}

/* Changes the data of one section; the new size of the whole. */
static size_t change_section(uint8_t *data, size_t size, size_t max_size, size_t section)
{
    uint8_t *head = data + section, *body = head + SECTION_HEAD + get(head, 4);
    size_t length = (size_t)get(head + 4, 8), rest = size - (size_t)(body - data) - length;
    size_t most = length + (max_size - size < 64 ? max_size - size : 64);
    uint8_t *copy = malloc(most + 1);
    memcpy(copy, body, length);
    size_t now = LLVMFuzzerMutate(copy, length, most);
    if (now > most) now = most; /* where nothing can be done it makes one byte */
    memmove(body + now, body + length, rest);
    memcpy(body, copy, now);
    put(head + 4, now, 8);
    free(copy);
    return size + now - length;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed)
{
    size_t at[SECTIONS], n = size > HEAD + SUM ? find_sections(data, size, at) : 0;
    if (n && seed % 4) size = change_section(data, size, max_size, at[seed / 4 % n]);
    else size = LLVMFuzzerMutate(data, size, max_size);
    if (size > HEAD + SUM && seed / 4 % 8) put(data + size - SUM, crc64(size - SUM, data), SUM);
    return size;
}
