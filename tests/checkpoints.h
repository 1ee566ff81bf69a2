/* checkpoints.h - changes one number in a checkpoint and mends its checksum, as only a forger would. */
#ifndef MSBAT_TESTS_CHECKPOINTS_H
#define MSBAT_TESTS_CHECKPOINTS_H

#include <stdio.h>
#include <string.h>

#include "support.h"

/* CRC-64 (ECMA-182, reflected), bit by bit. */
static inline uint64_t test_crc64(size_t n, const unsigned char *bytes)
{
    uint64_t crc = ~(uint64_t)0;
    for (size_t i = 0; i < n; i++) {
        crc ^= bytes[i];
        for (int k = 0; k < 8; k++) crc = crc & 1 ? crc >> 1 ^ UINT64_C(0xC96C5795D7870F42) : crc >> 1;
    }
    return ~crc;
}

/* Where the data of the section begin: behind its name, which no other bytes of our small files repeat. */
static inline size_t test_find_section(size_t size, const unsigned char *bytes, const char *section)
{
    size_t n = strlen(section);
    for (size_t at = 16 + 12; at + n < size; at++)
        if (!memcmp(bytes + at, section, n) && bytes[at - 12] == n) return at + n;
    ck_abort_msg("there is no section %s", section);
    return 0;
}

/* from with size bytes of value at offset of the section, as to. */
static inline void test_forge_checkpoint(const char *from, const char *to, const char *section, size_t offset,
                                         size_t size, const void *value)
{
    static unsigned char bytes[1 << 20];
    FILE *file = fopen(from, "rb");
    ck_assert_ptr_nonnull(file);
    size_t length = fread(bytes, 1, sizeof bytes, file);
    fclose(file);
    ck_assert(length > 24 && length < sizeof bytes);
    size_t place = test_find_section(length, bytes, section) + offset;
    if (size) memcpy(bytes + place, value, size);
    uint64_t sum = test_crc64(length - 8, bytes);
    for (int k = 0; k < 8; k++) bytes[length - 8 + (size_t)k] = (unsigned char)(sum >> 8 * k);
    file = fopen(to, "wb");
    ck_assert_ptr_nonnull(file);
    ck_assert_uint_eq(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

#endif
