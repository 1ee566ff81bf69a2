/* Contexts, handles, messages, memory, progress. */
#include <pthread.h>

#include "base/base_impl.h"
#include "support.h"

START_TEST(test_status_texts)
{
#define CHECK_TEXT(name, number, text) ck_assert_str_eq(msbat_status_text(number), text);
    MSBAT_STATUS_LIST(CHECK_TEXT)
#undef CHECK_TEXT
    ck_assert_str_eq(msbat_status_text(MSBAT_ERR_BALANCE), "detailed balance is violated");
    ck_assert_str_eq(msbat_status_text((msbat_status)999), "unknown status");
    ck_assert_int_eq(MSBAT_NO_PATH, 23);
    ck_assert_str_eq(msbat_version_text(), "0.1.0");
}
END_TEST

START_TEST(test_allocator_and_lifetime)
{
    test_heap l = {0};
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &l, &ctx), MSBAT_OK);
    msbat__handle *handle = msbat__handle_new(ctx, sizeof *handle, NULL, "test");
    msbat__handle *second = msbat__handle_retain(handle);
    msbat_context_destroy(&ctx);
    ck_assert_ptr_null(ctx);
    ck_assert_int_eq(l.live, 2); /* the context lives as long as the handle */
    msbat__handle_destroy((void **)&handle);
    ck_assert_int_eq(l.live, 2);
    msbat__handle_destroy((void **)&second);
    ck_assert_int_eq(l.live, 0);
    msbat__handle_destroy((void **)&second);
    msbat_context_destroy(&ctx);
    msbat_context_destroy(NULL);
}
END_TEST

START_TEST(test_allocation_failures)
{
    test_heap l = {.fail_at = 1};
    msbat_context *ctx = (msbat_context *)&l;
    ck_assert_int_eq(msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &l, &ctx),
                     MSBAT_ERR_MEMORY);
    ck_assert_ptr_null(ctx);
    l.fail_at = 3;
    ck_assert_int_eq(msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &l, &ctx), MSBAT_OK);
    ck_assert_ptr_null(MSBAT__NEW(ctx, 10, double));
    ck_assert_ptr_nonnull(strstr(test_message(ctx), "cannot allocate 10 items of 8 bytes"));
    ck_assert_ptr_null(MSBAT__NEW(ctx, INT64_MAX, double));
    ck_assert_ptr_null(MSBAT__NEW(ctx, -1, double));
    void *none = MSBAT__NEW(ctx, 0, double);
    ck_assert_ptr_nonnull(none);
    msbat__free(ctx, none);
    msbat_context_destroy(&ctx);
    ck_assert_int_eq(l.live, 0);
    ck_assert_int_eq(msbat_context_create(NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_context_create_with_allocator(NULL, test_heap_release, &l, &ctx), MSBAT_ERR_NULL);
}
END_TEST

/* A call within a call: the message is that of the outer function, on its context. */
START_TEST(test_passed_messages)
{
    msbat_context *ctx = NULL, *other = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    ck_assert_int_eq(msbat_context_create(&other), MSBAT_OK);
    (void)msbat__fail(ctx, MSBAT_ERR_FILE, "earlier", "text");
    ck_assert_int_eq(msbat__pass(ctx, other, "outer", MSBAT_OK), MSBAT_OK);
    ck_assert_str_eq(test_message(ctx), "earlier: text");
    (void)msbat__fail(other, MSBAT_ERR_RANGE, "inner", "x = 3");
    ck_assert_int_eq(msbat__pass(ctx, other, "outer", MSBAT_ERR_RANGE), MSBAT_ERR_RANGE);
    ck_assert_str_eq(test_message(ctx), "outer: inner: x = 3");
    ck_assert_str_eq(test_message(other), "inner: x = 3");
    ck_assert_int_eq(msbat__pass(ctx, ctx, "outer", MSBAT_ERR_RANGE), MSBAT_ERR_RANGE);
    ck_assert_str_eq(test_message(ctx), "outer: inner: x = 3");
    ck_assert_int_eq(msbat__fail_within(ctx, MSBAT_ERR_RANGE, "outer", "row %d", INT64_C(4)), MSBAT_ERR_RANGE);
    ck_assert_str_eq(test_message(ctx), "outer: row 4: inner: x = 3");
    ck_assert_int_eq(msbat__pass(NULL, other, "outer", MSBAT_ERR_FILE), MSBAT_ERR_FILE);
    msbat_context_destroy(&other);
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(test_messages)
{
    msbat_context *ctx = NULL;
    char small[8];
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    ck_assert_str_eq(test_message(ctx), "");
    (void)msbat__fail(ctx, MSBAT_ERR_RANGE, "f", "hop %d has barrier %g eV of %s, 100 %%%c", (int64_t)17, -0.31, "Li",
                      '!');
    ck_assert_str_eq(test_message(ctx), "f: hop 17 has barrier -0.31 eV of Li, 100 %!");
    (void)msbat__fail_within(ctx, MSBAT_ERR_RANGE, "f", "structure %d", INT64_MIN);
    ck_assert_str_eq(test_message(ctx), "f: structure -9223372036854775808: hop 17 has barrier -0.31 eV of Li, 100 %!");
    ck_assert_int_eq(msbat_context_get_message(ctx, sizeof small, small), MSBAT_OK);
    ck_assert_str_eq(small, "f: stru");
    ck_assert_int_eq(msbat_context_get_message(ctx, 0, small), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat_context_get_message(ctx, 1, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_context_get_message(NULL, 8, small), MSBAT_ERR_NULL);
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "threads = 0; must be in [1, 1024]", msbat_context_set_threads(ctx, 0));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x = nan eV; must be in (0, 1]",
               msbat__check_range(ctx, "f", "x", "eV", NAN, 0, 1, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "x = 0; must be finite and > 0",
               msbat__check_range(ctx, "f", "x", "", 0, 0, INFINITY, 1));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu[1] = inf eV",
               msbat__check_array(ctx, "f", "mu", "eV", 2, (double[]){0, INFINITY}));
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "mu is NULL", msbat__check_array(ctx, "f", "mu", "eV", 2, NULL));
    TEST_OK(ctx, msbat__check_array(ctx, "f", "mu", "eV", 0, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu has -1 values; must be in [0, ",
               msbat__check_array(ctx, "f", "mu", "", -1, NULL));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu has 9223372036854775807 values",
               msbat__check_array(ctx, "f", "mu", "", INT64_MAX, (double[]){1}));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "mu[0] = nan; must be finite",
               msbat__check_array(ctx, "f", "mu", "", 1, (double[]){NAN}));
    msbat_context_destroy(&ctx);
}
END_TEST

/* Whatever the interval is, its words are those of the comparison that is made. */
START_TEST(test_range_messages)
{
    const struct { double value, min, max; int open; const char *text; } ranges[] = {
        {INFINITY, -INFINITY, INFINITY, 0, "f: x = inf V; must be finite"},
        {-1, 0, INFINITY, 0, "f: x = -1 V; must be finite and >= 0"},
        {0, 0, INFINITY, 1, "f: x = 0 V; must be finite and > 0"},
        {2, -INFINITY, 1, 0, "f: x = 2 V; must be finite and <= 1"},
        {1, -INFINITY, 1, 2, "f: x = 1 V; must be finite and < 1"},
        {2, 0, 1, 0, "f: x = 2 V; must be in [0, 1]"},
        {0, 0, 1, 1, "f: x = 0 V; must be in (0, 1]"},
        {1, 0, 1, 2, "f: x = 1 V; must be in [0, 1)"},
        {0, 0, 1, 3, "f: x = 0 V; must be in (0, 1)"}};
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++) {
        ck_assert_int_eq(msbat__check_range(ctx, "f", "x", "V", ranges[i].value, ranges[i].min, ranges[i].max,
                                            ranges[i].open), MSBAT_ERR_RANGE);
        ck_assert_str_eq(test_message(ctx), ranges[i].text);
        TEST_OK(ctx, msbat__check_range(ctx, "f", "x", "V", 0.5, ranges[i].min, ranges[i].max, ranges[i].open));
    }
    TEST_OK(ctx, msbat__check_count(ctx, "f", "n", 3, 1, 3));
    TEST_FAILS(ctx, MSBAT_ERR_RANGE, "n = 4; must be in [1, 3]", msbat__check_count(ctx, "f", "n", 4, 1, 3));
    msbat_context_destroy(&ctx);
}
END_TEST

START_TEST(test_format)
{
    char text[8] = "";
    ck_assert_uint_eq(msbat__format(sizeof text, text, "%s|%%|%q|", (const char *)NULL), 11);
    ck_assert_str_eq(text, "(null)|");
    ck_assert_uint_eq(msbat__format(sizeof text, text, "%g %", -INFINITY), 5);
    ck_assert_str_eq(text, "-inf ");
    ck_assert_uint_eq(msbat__format(0, NULL, "%d", (int64_t)-12), 3);
}
END_TEST

/* Nothing to write a message to: the status still comes back. */
START_TEST(test_no_context)
{
    double value = 1;
    ck_assert_int_eq(msbat__fail(NULL, MSBAT_ERR_RANGE, "f", "x"), MSBAT_ERR_RANGE);
    ck_assert_int_eq(msbat__fail_within(NULL, MSBAT_ERR_FILE, "test", "x"), MSBAT_ERR_FILE);
    ck_assert_int_eq(msbat_context_report(NULL, MSBAT_ERR_FILE, "x"), MSBAT_ERR_FILE);
    ck_assert_int_eq(msbat_context_progress(NULL, 0.5), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_context_set_log(NULL, NULL, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_context_set_progress(NULL, NULL, NULL), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_context_set_threads(NULL, 2), MSBAT_ERR_NULL);
    ck_assert_int_eq(msbat_context_get_threads(NULL, (int64_t *)&value), MSBAT_ERR_NULL);
    ck_assert(value == 1);
    ck_assert_ptr_null(msbat_context_retain(NULL));
    ck_assert_ptr_null(msbat_context_resize(NULL, NULL, 8));
    msbat_context_release(NULL, &value);
    ck_assert_ptr_null(msbat__handle_retain(NULL));
    msbat__handle_destroy(NULL);
}
END_TEST

/* The allocator of the context, as readers outside the library use it. */
START_TEST(test_allocator_of_the_context)
{
    test_heap heap = {0};
    msbat_context *ctx = NULL;
    ck_assert_int_eq(msbat_context_create_with_allocator(test_heap_resize, test_heap_release, &heap, &ctx), MSBAT_OK);
    char *block = msbat_context_resize(ctx, NULL, 4);
    memcpy(block, "abc", 4);
    block = msbat_context_resize(ctx, block, 4000);
    ck_assert_str_eq(block, "abc");
    ck_assert_int_eq(heap.live, 2);
    ck_assert_ptr_null(msbat_context_resize(ctx, block, 0));
    ck_assert_ptr_null(msbat_context_resize(ctx, block, SIZE_MAX));
    ck_assert_ptr_nonnull(strstr(test_message(ctx), "cannot allocate"));
    ck_assert_str_eq(block, "abc"); /* the old block stays */
    msbat_context_release(ctx, block);
    msbat_context_release(ctx, NULL);
    ck_assert_int_eq(heap.live, 1);
    ck_assert_int_eq(msbat_context_report(ctx, MSBAT_ERR_FORMAT, NULL), MSBAT_ERR_FORMAT);
    TEST_FAILS(ctx, MSBAT_ERR_NULL, "threads is NULL", msbat_context_get_threads(ctx, NULL));
    msbat_context *same = msbat_context_retain(ctx);
    msbat_context_destroy(&ctx);
    ck_assert_int_eq(heap.live, 1);
    msbat_context_destroy(&same);
    ck_assert_int_eq(heap.live, 0);
}
END_TEST

/* An array that grows, a copy, a handle that holds them. */
typedef struct holder {
    msbat__handle handle;
    int64_t *numbers, capacity;
    char *text;
} holder;

static void clear_holder(void *object)
{
    holder *h = object;
    msbat__free(h->handle.ctx, h->numbers);
    msbat__free(h->handle.ctx, h->text);
}

static msbat_status fill_holder(msbat_context *ctx, void *user)
{
    (void)user;
    holder *h = msbat__handle_new(ctx, sizeof *h, clear_holder, "test");
    msbat_status st = h ? MSBAT_OK : MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < 40 && !st; i++) {
        if (!msbat__grow(ctx, (void **)&h->numbers, i, &h->capacity, sizeof *h->numbers)) st = MSBAT_ERR_MEMORY;
        else h->numbers[i] = i;
    }
    if (!st && !(h->text = msbat__copy_text(ctx, "text"))) st = MSBAT_ERR_MEMORY;
    for (int64_t i = 0; i < 40 && !st; i++) ck_assert_int_eq(h->numbers[i], i);
    if (st) ck_assert_ptr_nonnull(strstr(test_message(ctx), "cannot allocate"));
    msbat__handle_destroy((void **)&h);
    return st;
}

START_TEST(test_handles_without_memory) { ck_assert_int_eq(TEST_MEMORY(fill_holder, NULL), 7); }
END_TEST

typedef struct writer {
    msbat_context *ctx;
    int64_t id, wrong;
} writer;

static void *write_messages(void *argument)
{
    writer *w = argument;
    char wanted[64], got[64];
    for (int64_t i = 0; i < 2000; i++) {
        msbat__format(sizeof wanted, wanted, "t: %d.%d", w->id, i);
        (void)msbat__fail(w->ctx, MSBAT_ERR_RANGE, "t", "%d.%d", w->id, i);
        msbat_context_get_message(w->ctx, sizeof got, got);
        w->wrong += strcmp(wanted, got) != 0;
    }
    return NULL;
}

START_TEST(test_messages_of_threads)
{
    enum { N = 8 };
    msbat_context *ctx = NULL;
    pthread_t threads[N];
    writer writers[N];
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    for (int i = 0; i < N; i++) {
        writers[i] = (writer){ctx, i, 0};
        pthread_create(&threads[i], NULL, write_messages, &writers[i]);
    }
    for (int i = 0; i < N; i++) {
        pthread_join(threads[i], NULL);
        ck_assert_int_eq(writers[i].wrong, 0);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

static int count_progress(double fraction, void *user)
{
    double *last = user;
    *last = fraction;
    return fraction >= 0.5;
}

static void note_line(int level, const char *line, void *user)
{
    msbat__format(64, user, "%d %s", (int64_t)level, line);
}

START_TEST(test_progress_and_log)
{
    msbat_context *ctx = NULL;
    double last = -1;
    char line[64];
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    TEST_OK(ctx, msbat_context_progress(ctx, 0.9));
    TEST_OK(ctx, msbat_context_set_progress(ctx, count_progress, &last));
    TEST_OK(ctx, msbat_context_progress(ctx, -3));
    ck_assert_double_eq(last, 0);
    TEST_OK(ctx, msbat_context_progress(ctx, 0.25));
    ck_assert_double_eq(last, 0.25);
    TEST_FAILS(ctx, MSBAT_CANCELLED, "cancelled", msbat_context_progress(ctx, 7));
    ck_assert_double_eq(last, 1);
    TEST_OK(ctx, msbat_context_set_log(ctx, note_line, line));
    msbat__log(ctx, 1, "gap at %g", 0.25);
    msbat__log(NULL, 1, "nowhere");
    TEST_OK(ctx, msbat_context_set_log(ctx, NULL, NULL));
    msbat__log(ctx, 1, "to nobody");
    ck_assert_str_eq(line, "1 gap at 0.25");
    ck_assert_int_eq(msbat_context_report(ctx, MSBAT_ERR_FILE, "told"), MSBAT_ERR_FILE);
    ck_assert_str_eq(test_message(ctx), "told");
    msbat_context_destroy(&ctx);
}
END_TEST

static void square(int64_t part, int64_t n_parts, void *data) { ((int64_t *)data)[part] = part * part + n_parts; }

START_TEST(test_parallel)
{
    msbat_context *ctx = NULL;
    int64_t out[100], threads;
    ck_assert_int_eq(msbat_context_create(&ctx), MSBAT_OK);
    for (int64_t t = 1; t < 6; t += 2) {
        TEST_OK(ctx, msbat_context_set_threads(ctx, t));
        TEST_OK(ctx, msbat_context_get_threads(ctx, &threads));
        ck_assert_int_eq(threads, t);
        memset(out, 0, sizeof out);
        msbat__parallel(ctx, 100, square, out);
        for (int64_t i = 0; i < 100; i++) ck_assert_int_eq(out[i], i * i + 100);
    }
    msbat_context_destroy(&ctx);
}
END_TEST

Suite *suite_context(void)
{
    Suite *suite = suite_create("context");
    TCase *tc = tcase_create("context");
    tcase_add_test(tc, test_status_texts);
    tcase_add_test(tc, test_allocator_and_lifetime);
    tcase_add_test(tc, test_allocation_failures);
    tcase_add_test(tc, test_messages);
    tcase_add_test(tc, test_passed_messages);
    tcase_add_test(tc, test_range_messages);
    tcase_add_test(tc, test_format);
    tcase_add_test(tc, test_no_context);
    tcase_add_test(tc, test_allocator_of_the_context);
    tcase_add_test(tc, test_handles_without_memory);
    tcase_add_test(tc, test_messages_of_threads);
    tcase_add_test(tc, test_progress_and_log);
    tcase_add_test(tc, test_parallel);
    suite_add_tcase(suite, tc);
    return suite;
}
