/* What `caller.Caller` does, in a fraction of the time: see there for what is looked for and why.
 *
 * A caller is made once, from the same entries, and never changed. Words are numbered; of each it is
 * known which sets it belongs to, and for which entries it is one of the first need's words. A text
 * becomes the numbers of its words, and everything else is looked up by them.
 *
 * Nothing here trusts the text: what is written is bounded by sizes that are counted before.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

enum { END = '\n', COMMA = ',', SPACE = ' ', APOSTROPHE = '\'' }; /* in a plain view */
enum { UNKNOWN = -1 };

typedef struct {
    int32_t set, least, most;
} Need;

typedef struct {
    int32_t number, crosses;
    int32_t needs, needs_end; /* those after the first */
} Entry;

typedef struct {
    int32_t first, last; /* a range of `members`, or of `called` */
} Range;

typedef struct {
    uint64_t signature; /* a bit for each set, by its number's last six bits: most are told apart */
    Range sets, entries;
    const uint8_t *letters; /* of the str in `numbers`; NULL where it is not of Latin-1 */
    uint32_t length, hash;
    int is_end, is_closer;
} Word;

typedef struct {
    PyObject_HEAD
    PyObject *numbers; /* dict: each word's number, which is its place in `words` */
    Word *words;
    Entry *entries;
    Need *needs;
    int32_t *members; /* the sets of each word, in order */
    int32_t *called;  /* the entries of each word */
    int32_t *slots;   /* numbers of words by their hash */
    uint32_t mask;
    uint32_t longest; /* letters of the longest word */
    uint8_t *plain;   /* what stands in a plain view for a character, by its code point; 0: nothing */
    Py_ssize_t plain_size;
} Caller;

/* --- Growing arrays of whole numbers, for what is not counted before --- */

typedef struct {
    int64_t *items;
    Py_ssize_t size, room;
} Numbers;

static int append(Numbers *numbers, int64_t item)
{
    if (numbers->size == numbers->room) {
        Py_ssize_t room = numbers->room ? 2 * numbers->room : 64;
        int64_t *items = PyMem_Realloc(numbers->items, room * sizeof *items);
        if (!items) {
            PyErr_NoMemory();
            return -1;
        }
        numbers->items = items;
        numbers->room = room;
    }
    numbers->items[numbers->size++] = item;
    return 0;
}

/* Two numbers as one, ordered by the first. */
static int64_t pair(int64_t first, int64_t second)
{
    return first << 32 | second;
}

static int compared(const void *one, const void *other)
{
    int64_t a = *(const int64_t *)one, b = *(const int64_t *)other;
    return (a > b) - (a < b);
}

static void sort(Numbers *numbers)
{
    if (numbers->size)
        qsort(numbers->items, numbers->size, sizeof *numbers->items, compared);
}

/* --- Making a caller --- */

/* The number of a key, a new one where it has none; UNKNOWN with an exception. */
static Py_ssize_t numbered(PyObject *numbers, PyObject *key)
{
    PyObject *known = PyDict_GetItemWithError(numbers, key);
    if (known)
        return PyLong_AsSsize_t(known);
    if (PyErr_Occurred())
        return UNKNOWN;
    Py_ssize_t next = PyDict_GET_SIZE(numbers);
    if (next >= INT32_MAX) {
        PyErr_SetString(PyExc_OverflowError, "too many words or sets of words");
        return UNKNOWN;
    }
    PyObject *number = PyLong_FromSsize_t(next);
    if (!number)
        return UNKNOWN;
    int failed = PyDict_SetItem(numbers, key, number);
    Py_DECREF(number);
    return failed ? UNKNOWN : next;
}

/* Notes for each word of a set that it belongs to `to`. */
static int note(Caller *self, PyObject *words, int64_t to, Numbers *notes)
{
    PyObject *iterator = PyObject_GetIter(words), *word;
    if (!iterator)
        return -1;
    while ((word = PyIter_Next(iterator))) {
        Py_ssize_t number = UNKNOWN;
        if (PyUnicode_CheckExact(word))
            number = numbered(self->numbers, word);
        else
            PyErr_SetString(PyExc_TypeError, "a word is a str");
        Py_DECREF(word);
        if (number == UNKNOWN || append(notes, pair(number, to))) {
            Py_DECREF(iterator);
            return -1;
        }
    }
    Py_DECREF(iterator);
    return PyErr_Occurred() ? -1 : 0;
}

typedef struct {
    PyObject *sets;           /* dict: the number of each set */
    Numbers members, called; /* pairs of a word's number and that of a set, or of an entry */
    Py_ssize_t needs;         /* how many there are */
} Making;

/* Reads the entry of that number, and puts its needs after those of the others. */
static int read_entry(Caller *self, PyObject *given, Py_ssize_t at, Making *making)
{
    int number, crosses;
    PyObject *needs;
    if (!PyArg_ParseTuple(given, "ipO!:Entry", &number, &crosses, &PyTuple_Type, &needs))
        return -1;
    Py_ssize_t size = PyTuple_GET_SIZE(needs);
    if (size == 0 || making->needs + size > INT32_MAX) {
        PyErr_SetString(PyExc_ValueError, "an entry has a need at least, and not too many");
        return -1;
    }
    Need *grown = PyMem_Realloc(self->needs, (making->needs + size) * sizeof *grown);
    if (!grown) {
        PyErr_NoMemory();
        return -1;
    }
    self->needs = grown;
    Entry *entry = &self->entries[at];
    *entry = (Entry){number, crosses, (int32_t)making->needs, (int32_t)making->needs};
    for (Py_ssize_t each = 0; each < size; each++) {
        PyObject *words;
        int least, most;
        if (!PyArg_ParseTuple(PyTuple_GET_ITEM(needs, each), "O!ii:Need", &PyFrozenSet_Type, &words,
                              &least, &most))
            return -1;
        if (each == 0) {
            if (note(self, words, at, &making->called))
                return -1;
            continue;
        }
        Py_ssize_t known = PyDict_GET_SIZE(making->sets);
        Py_ssize_t set = numbered(making->sets, words);
        if (set == UNKNOWN)
            return -1;
        if (set == known && note(self, words, set, &making->members))
            return -1;
        self->needs[making->needs++] = (Need){(int32_t)set, least, most};
        entry->needs_end = (int32_t)making->needs;
    }
    return 0;
}

/* The second halves of pairs, in the order of the first; `range` is set for each first. */
static int32_t *by_word(Caller *self, Numbers *pairs, int of_sets)
{
    int32_t *seconds = PyMem_Malloc((pairs->size + 1) * sizeof *seconds);
    if (!seconds) {
        PyErr_NoMemory();
        return NULL;
    }
    sort(pairs);
    for (Py_ssize_t at = 0; at < pairs->size; at++) {
        Word *word = &self->words[pairs->items[at] >> 32];
        Range *range = of_sets ? &word->sets : &word->entries;
        seconds[at] = (int32_t)(pairs->items[at] & INT32_MAX);
        if (range->last == 0)
            range->first = (int32_t)at;
        range->last = (int32_t)at + 1;
        if (of_sets)
            word->signature |= UINT64_C(1) << (seconds[at] & 63);
    }
    return seconds;
}

enum { HASH_BEGIN = 2166136261u, HASH_PRIME = 16777619u }; /* FNV-1a */

static uint32_t hashed(uint32_t hash, uint8_t letter)
{
    return (hash ^ letter) * HASH_PRIME;
}

/* Makes `words` and `slots` of what was numbered. */
static int number_words(Caller *self)
{
    Py_ssize_t size = PyDict_GET_SIZE(self->numbers), at = 0;
    uint32_t room = 64;
    while (room < 2 * size)
        room *= 2;
    self->words = PyMem_Calloc(size, sizeof *self->words);
    self->slots = PyMem_Malloc(room * sizeof *self->slots);
    if (!self->words || !self->slots) {
        PyErr_NoMemory();
        return -1;
    }
    self->mask = room - 1;
    memset(self->slots, 0xFF, room * sizeof *self->slots); /* UNKNOWN */
    PyObject *key, *number;
    while (PyDict_Next(self->numbers, &at, &key, &number)) {
        Py_ssize_t place = PyLong_AsSsize_t(number), length = PyUnicode_GET_LENGTH(key);
        Word *word = &self->words[place];
        if (PyUnicode_KIND(key) != PyUnicode_1BYTE_KIND || length > INT32_MAX)
            continue;
        word->letters = PyUnicode_1BYTE_DATA(key);
        word->length = (uint32_t)length;
        word->hash = HASH_BEGIN;
        for (Py_ssize_t each = 0; each < length; each++)
            word->hash = hashed(word->hash, word->letters[each]);
        word->is_end = length == 1 && word->letters[0] == END;
        if (self->longest < word->length)
            self->longest = word->length;
        uint32_t slot = word->hash & self->mask;
        while (self->slots[slot] != UNKNOWN)
            slot = (slot + 1) & self->mask;
        self->slots[slot] = (int32_t)place;
    }
    return 0;
}

static int make(Caller *self, PyObject *entries, PyObject *closer, Making *making)
{
    Numbers closely = {0};
    PyObject *signs = Py_BuildValue("(ss)", "\n", ",");
    int failed = !signs || note(self, signs, 0, &closely); /* each text has them */
    Py_XDECREF(signs);
    closely.size = 0;
    Py_ssize_t size = PySequence_Fast_GET_SIZE(entries);
    for (Py_ssize_t at = 0; !failed && at < size; at++)
        failed = read_entry(self, PySequence_Fast_GET_ITEM(entries, at), at, making);
    failed = failed || note(self, closer, 0, &closely) || number_words(self);
    for (Py_ssize_t at = 0; !failed && at < closely.size; at++)
        self->words[closely.items[at] >> 32].is_closer = 1;
    PyMem_Free(closely.items);
    if (failed)
        return -1;
    self->members = by_word(self, &making->members, 1);
    self->called = self->members ? by_word(self, &making->called, 0) : NULL;
    return self->called ? 0 : -1;
}

static PyObject *Caller_new(PyTypeObject *type, PyObject *arguments, PyObject *named)
{
    static char *names[] = {"entries", "closer", "plain", NULL};
    PyObject *given, *closer;
    Py_buffer plain;
    if (!PyArg_ParseTupleAndKeywords(arguments, named, "OOy*:Caller", names, &given, &closer,
                                     &plain))
        return NULL;
    Making making = {0};
    Caller *self = (Caller *)type->tp_alloc(type, 0);
    PyObject *entries = PySequence_Fast(given, "entries are to be iterable");
    int made = 0;
    if (self && entries) {
        self->numbers = PyDict_New();
        making.sets = PyDict_New();
        self->entries = PyMem_Calloc(PySequence_Fast_GET_SIZE(entries) + 1, sizeof *self->entries);
        self->plain = PyMem_Malloc(plain.len + 1);
        if (!self->entries || !self->plain)
            PyErr_NoMemory();
        else if (self->numbers && making.sets) {
            memcpy(self->plain, plain.buf, plain.len);
            self->plain_size = plain.len;
            made = !make(self, entries, closer, &making);
        }
    }
    PyBuffer_Release(&plain);
    PyMem_Free(making.members.items);
    PyMem_Free(making.called.items);
    Py_XDECREF(making.sets);
    Py_XDECREF(entries);
    if (!made)
        Py_CLEAR(self);
    return (PyObject *)self;
}

static void Caller_dealloc(Caller *self)
{
    PyTypeObject *type = Py_TYPE(self);
    PyMem_Free(self->words);
    PyMem_Free(self->entries);
    PyMem_Free(self->needs);
    PyMem_Free(self->members);
    PyMem_Free(self->called);
    PyMem_Free(self->slots);
    PyMem_Free(self->plain);
    Py_XDECREF(self->numbers);
    type->tp_free(self);
    Py_DECREF(type);
}

/* --- Looking for what is called up --- */

static int belongs(const Caller *self, int32_t number, int32_t set)
{
    if (number == UNKNOWN)
        return 0;
    const Word *word = &self->words[number];
    if (!(word->signature >> (set & 63) & 1))
        return 0;
    for (int32_t at = word->sets.first; at < word->sets.last; at++)
        if (self->members[at] >= set)
            return self->members[at] == set;
    return 0;
}

static int are_met(const Caller *self, const Entry *entry, const int32_t *text, int64_t at,
                   int64_t start, int64_t end)
{
    for (int32_t each = entry->needs; each < entry->needs_end; each++) {
        const Need *need = &self->needs[each];
        int64_t first = at + need->least, last = at + need->most + 1;
        int met = 0;
        first = first < start ? start : first;
        last = last > end ? end : last;
        for (; !met && first < last; first++)
            met = belongs(self, text[first], need->set);
        if (!met)
            return 0;
    }
    return 1;
}

/* What a sentence from `start` to `end` (exclusive) of a text of `size` words calls up. */
static int look(const Caller *self, const int32_t *text, int64_t size, int64_t start, int64_t end,
                Numbers *found)
{
    for (int64_t at = start; at < end; at++) {
        if (text[at] == UNKNOWN)
            continue;
        const Range *entries = &self->words[text[at]].entries;
        for (int32_t each = entries->first; each < entries->last; each++) {
            const Entry *entry = &self->entries[self->called[each]];
            int64_t first = entry->crosses ? 0 : start, last = entry->crosses ? size : end;
            if (are_met(self, entry, text, at, first, last) && append(found, pair(entry->number, at)))
                return -1;
        }
    }
    return 0;
}

static PyObject *as_list(Numbers *found)
{
    Py_ssize_t kept = 0;
    sort(found);
    for (Py_ssize_t at = 0; at < found->size; at++)
        if (kept == 0 || found->items[kept - 1] != found->items[at])
            found->items[kept++] = found->items[at];
    PyObject *list = PyList_New(kept);
    for (Py_ssize_t at = 0; list && at < kept; at++) {
        int number = (int)(found->items[at] >> 32), place = (int)(found->items[at] & INT32_MAX);
        PyObject *called = Py_BuildValue("(ii)", number, place);
        if (!called)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, at, called);
    }
    return list;
}

/* What the words of a text, as numbers, call up. */
static PyObject *called_up(const Caller *self, const int32_t *text, int64_t size)
{
    Numbers found = {0};
    int failed = 0;
    for (int64_t start = 0, end = 0; !failed && start < size; start = end) {
        do
            end++;
        while (end < size && !(text[end - 1] != UNKNOWN && self->words[text[end - 1]].is_end));
        failed = look(self, text, size, start, end, &found);
    }
    PyObject *list = failed ? NULL : as_list(&found);
    PyMem_Free(found.items);
    return list;
}

enum { FEW = 512 }; /* words of a text that need no memory of their own */

static PyObject *Caller_up(Caller *self, PyObject *given)
{
    PyObject *words = PySequence_Fast(given, "words are to be iterable");
    if (!words)
        return NULL;
    Py_ssize_t size = PySequence_Fast_GET_SIZE(words);
    int32_t few[FEW], *text = size > FEW ? PyMem_Malloc(size * sizeof *text) : few;
    PyObject *list = NULL;
    if (!text || size >= INT32_MAX) {
        PyErr_NoMemory();
        goto done;
    }
    for (Py_ssize_t at = 0; at < size; at++) {
        PyObject *number =
            PyDict_GetItemWithError(self->numbers, PySequence_Fast_GET_ITEM(words, at));
        if (!number && PyErr_Occurred())
            goto done;
        text[at] = number ? (int32_t)PyLong_AsLong(number) : UNKNOWN;
    }
    list = called_up(self, text, size);
done:
    if (text != few)
        PyMem_Free(text);
    Py_DECREF(words);
    return list;
}

static int32_t looked_up(const Caller *self, const uint8_t *letters, uint32_t length, uint32_t hash)
{
    for (uint32_t slot = hash & self->mask;; slot = (slot + 1) & self->mask) {
        int32_t number = self->slots[slot];
        if (number == UNKNOWN)
            return UNKNOWN;
        const Word *word = &self->words[number];
        if (word->hash == hash && word->length == length && !memcmp(word->letters, letters, length))
            return number;
    }
}

static int is_gap(uint8_t plain)
{
    return plain == SPACE || plain == END || plain == COMMA;
}

/* The numbers of a text's words and signs, at most one for each character; `size`: of them.
 * Returns -1 where a word is to be looked at more closely, -2 with an exception. */
static int read_plainly(const Caller *self, PyObject *given, int32_t *text, uint8_t *letters,
                        Py_ssize_t *size)
{
    int kind = PyUnicode_KIND(given);
    const void *data = PyUnicode_DATA(given);
    Py_ssize_t count = PyUnicode_GET_LENGTH(given);
    uint32_t length = 0, hash = HASH_BEGIN;
    uint8_t before = SPACE, plain = SPACE, after = SPACE;
    *size = 0;
    for (Py_ssize_t at = -1; at <= count; at++) {
        before = plain;
        plain = after;
        after = SPACE;
        if (at + 1 < count) {
            Py_UCS4 point = PyUnicode_READ(kind, data, at + 1);
            if (point >= self->plain_size || !(after = self->plain[point])) {
                PyErr_Format(PyExc_ValueError, "U+%04X cannot be read plainly", point);
                return -2;
            }
        }
        if (!is_gap(plain) && !(plain == APOSTROPHE && (is_gap(before) || is_gap(after)))) {
            if (length < self->longest)
                letters[length] = plain;
            hash = hashed(hash, plain);
            length++;
            continue;
        }
        if (length) {
            int32_t number = length <= self->longest ? looked_up(self, letters, length, hash) : UNKNOWN;
            if (number != UNKNOWN && self->words[number].is_closer)
                return -1;
            text[(*size)++] = number;
            length = 0;
            hash = HASH_BEGIN;
        }
        if ((plain == END || plain == COMMA) && plain != before)
            text[(*size)++] = looked_up(self, &plain, 1, hashed(HASH_BEGIN, plain));
    }
    return 0;
}

static PyObject *Caller_up_in(Caller *self, PyObject *given)
{
    if (!PyUnicode_Check(given)) {
        PyErr_SetString(PyExc_TypeError, "a text is a str");
        return NULL;
    }
    Py_ssize_t count = PyUnicode_GET_LENGTH(given), size;
    int32_t few[FEW], *text = few;
    uint8_t letter[64], *letters = letter;
    PyObject *list = NULL;
    if (count + 1 > FEW)
        text = PyMem_Malloc((count + 1) * sizeof *text);
    if (self->longest > sizeof letter)
        letters = PyMem_Malloc(self->longest);
    if (!text || !letters || count >= INT32_MAX)
        PyErr_NoMemory();
    else
        switch (read_plainly(self, given, text, letters, &size)) {
        case 0:
            list = called_up(self, text, size);
            break;
        case -1:
            list = Py_NewRef(Py_None);
        }
    if (text != few)
        PyMem_Free(text);
    if (letters != letter)
        PyMem_Free(letters);
    return list;
}

static PyMethodDef methods[] = {
    {"up", (PyCFunction)Caller_up, METH_O, "What the words and signs of a text call up."},
    {"up_in", (PyCFunction)Caller_up_in, METH_O,
     "What those of a text do that is read plainly; None: look more closely."},
    {NULL},
};

static PyType_Slot slots[] = {
    {Py_tp_doc, "Finds the words of a text that call patterns up."},
    {Py_tp_new, Caller_new},
    {Py_tp_dealloc, Caller_dealloc},
    {Py_tp_methods, methods},
    {0, NULL},
};

static PyType_Spec specification = {
    "bot.civility.calling._caller.Caller", sizeof(Caller), 0, Py_TPFLAGS_DEFAULT, slots,
};

static int execute(PyObject *module)
{
    PyObject *type = PyType_FromModuleAndSpec(module, &specification, NULL);
    int failed = !type || PyModule_AddType(module, (PyTypeObject *)type);
    Py_XDECREF(type);
    return failed ? -1 : 0;
}

static PyModuleDef_Slot module_slots[] = {{Py_mod_exec, execute}, {0, NULL}};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_caller", "What `caller.Caller` does, compiled.", 0, NULL, module_slots,
};

PyMODINIT_FUNC PyInit__caller(void)
{
    return PyModuleDef_Init(&module);
}
