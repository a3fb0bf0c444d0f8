/* What `caller.Caller` does, in a fraction of the time: see there for what is looked for and why.
 *
 * A caller is made once, from the same entries, and never changed. Words are numbered; of each it is
 * known which sets it belongs to, and for which entries it is one of the first need's words.
 *
 * Nothing here trusts the text: what is written is bounded by sizes that are counted before.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <string.h>

/* What stands in a plain view beside letters; see `tokens.PLAIN`. */
enum { END = '\n', COMMA = ',', SPACE = ' ', APOSTROPHE = '\'', MENTION = '#', EMOJI = 1, LETTER = 255 };
enum { UNKNOWN = -1 };
enum { SIGNATURE = 8 }; /* common words are in a hundred sets and more */

typedef struct {
    int32_t set, least, most;
} Need;

typedef struct {
    int32_t number, crosses, longest;
    int32_t needs, needs_end; /* those after the first */
} Entry;

typedef struct {
    uint64_t signature[SIGNATURE]; /* a bit for each set, by its number: most are told apart */
    int32_t sets;       /* where its part of `members` begins */
    uint32_t room;      /* how large that is: a power of two, or 0 */
    int32_t groups, groups_end; /* its part of `groups` */
    const uint8_t *letters; /* of the str in `numbers`; NULL where it is not of Latin-1 */
    uint32_t length;
    uint8_t is_end, is_closer;
} Word;

/* Entries of a word that need the same next: they are asked for it once. */
typedef struct {
    Need next; /* its set is UNKNOWN where nothing is needed */
    int32_t crosses;
    int32_t called, called_end; /* its part of `called` */
} Group;

/* Where a word is looked up. Most that are not known are told by their hash, without a look at
 * others' letters, which would lie anywhere in memory. */
typedef struct {
    uint32_t hash;
    int32_t number;
} Slot;

typedef struct {
    PyObject_HEAD
    PyObject *numbers; /* dict: each word's number, which is its place in `words` */
    Word *words;
    Entry *entries;
    Need *needs;
    int32_t *members; /* the sets of each word, each where its number leads or next to that */
    Group *groups;    /* those of each word; they lie in a row, as most are only glanced at */
    int32_t *called;  /* the entries of each group */
    Slot *slots;      /* the words by their hash */
    uint32_t mask;
    uint8_t *plain;   /* what stands in a plain view for a character, by its code point */
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
    int number, crosses, longest;
    PyObject *needs;
    if (!PyArg_ParseTuple(given, "ipiO!:Entry", &number, &crosses, &longest, &PyTuple_Type, &needs))
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
    *entry = (Entry){number, crosses, longest, (int32_t)making->needs, (int32_t)making->needs};
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

static Need next_need(const Caller *self, const Entry *entry)
{
    return entry->needs < entry->needs_end ? self->needs[entry->needs] : (Need){UNKNOWN, 0, 0};
}

static int is_of(const Group *group, Need next, int32_t crosses)
{
    const Need *other = &group->next;
    return group->crosses == crosses && other->set == next.set && other->least == next.least &&
           other->most == next.most;
}

/* Makes `groups` and `called` of pairs of a word and an entry. Entries that need the same next
 * follow each other, or make groups of their own. */
static int place_entries(Caller *self, Numbers *pairs)
{
    self->called = PyMem_Malloc((pairs->size + 1) * sizeof *self->called);
    self->groups = PyMem_Malloc((pairs->size + 1) * sizeof *self->groups);
    if (!self->called || !self->groups) {
        PyErr_NoMemory();
        return -1;
    }
    int32_t groups = 0;
    sort(pairs);
    for (Py_ssize_t at = 0; at < pairs->size; at++) {
        Word *word = &self->words[pairs->items[at] >> 32];
        int32_t number = (int32_t)(pairs->items[at] & INT32_MAX);
        const Entry *entry = &self->entries[number];
        Need next = next_need(self, entry);
        if (word->groups_end == 0)
            word->groups = word->groups_end = groups;
        if (word->groups == groups || !is_of(&self->groups[groups - 1], next, entry->crosses))
            self->groups[groups++] = (Group){next, entry->crosses, (int32_t)at, (int32_t)at};
        self->called[at] = number;
        self->groups[groups - 1].called_end = (int32_t)at + 1;
        word->groups_end = groups;
    }
    Group *fitting = PyMem_Realloc(self->groups, (groups + 1) * sizeof *fitting);
    self->groups = fitting ? fitting : self->groups;
    return 0;
}

/* Where among a word's sets one is looked for first. */
static uint32_t led_to(int32_t set, uint32_t room)
{
    return ((uint32_t)set * 2654435769u >> 7) & (room - 1);
}

/* In which part of a signature the bit for a set is, and which. */
static uint32_t part_of(uint32_t set)
{
    return set / 64 % SIGNATURE;
}

static uint64_t bit_of(uint32_t set)
{
    return UINT64_C(1) << set % 64;
}

/* Makes `members` of pairs of a word and a set. */
static int place_sets(Caller *self, Numbers *pairs)
{
    sort(pairs);
    int64_t total = 0;
    for (Py_ssize_t at = 0, next; at < pairs->size; at = next) {
        Word *word = &self->words[pairs->items[at] >> 32];
        for (next = at; next < pairs->size && pairs->items[next] >> 32 == pairs->items[at] >> 32;)
            next++;
        word->sets = (int32_t)total;
        for (word->room = 2; word->room < 2 * (next - at);)
            word->room *= 2;
        if ((total += word->room) > INT32_MAX) {
            PyErr_SetString(PyExc_OverflowError, "too many words in too many sets");
            return -1;
        }
    }
    self->members = PyMem_Malloc((total + 1) * sizeof *self->members);
    if (!self->members) {
        PyErr_NoMemory();
        return -1;
    }
    memset(self->members, 0xFF, (total + 1) * sizeof *self->members); /* UNKNOWN */
    for (Py_ssize_t at = 0; at < pairs->size; at++) {
        Word *word = &self->words[pairs->items[at] >> 32];
        int32_t set = (int32_t)(pairs->items[at] & INT32_MAX), *sets = self->members + word->sets;
        uint32_t place = led_to(set, word->room);
        while (sets[place] != UNKNOWN)
            place = (place + 1) & (word->room - 1);
        sets[place] = set;
        word->signature[part_of(set)] |= bit_of(set);
    }
    return 0;
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
    for (uint32_t slot = 0; slot < room; slot++)
        self->slots[slot].number = UNKNOWN;
    PyObject *key, *number;
    while (PyDict_Next(self->numbers, &at, &key, &number)) {
        Py_ssize_t place = PyLong_AsSsize_t(number), length = PyUnicode_GET_LENGTH(key);
        Word *word = &self->words[place];
        if (PyUnicode_KIND(key) != PyUnicode_1BYTE_KIND || length > INT32_MAX)
            continue;
        word->letters = PyUnicode_1BYTE_DATA(key);
        word->length = (uint32_t)length;
        word->is_end = length == 1 && word->letters[0] == END;
        uint32_t hash = HASH_BEGIN;
        for (Py_ssize_t each = 0; each < length; each++)
            hash = hashed(hash, word->letters[each]);
        uint32_t slot = hash & self->mask;
        while (self->slots[slot].number != UNKNOWN)
            slot = (slot + 1) & self->mask;
        self->slots[slot] = (Slot){hash, (int32_t)place};
    }
    return 0;
}

static int make(Caller *self, PyObject *entries, PyObject *closer, Making *making)
{
    Numbers closely = {0};
    PyObject *signs = Py_BuildValue("(sss)", "\n", ",", "#");
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
    return place_sets(self, &making->members) || place_entries(self, &making->called) ? -1 : 0;
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
    PyMem_Free(self->groups);
    PyMem_Free(self->called);
    PyMem_Free(self->slots);
    PyMem_Free(self->plain);
    Py_XDECREF(self->numbers);
    type->tp_free(self);
    Py_DECREF(type);
}

/* --- Looking for what is called up --- */

/* A word of a text that is not known is NULL. */
typedef const Word *Token;

static Token token_of(const Caller *self, int32_t number)
{
    return number == UNKNOWN ? NULL : &self->words[number];
}

static int belongs(const Caller *self, Token token, int32_t set)
{
    if (!token || !(token->signature[part_of(set)] & bit_of(set)))
        return 0;
    const int32_t *sets = self->members + token->sets;
    uint32_t room = token->room, place = led_to(set, room);
    while (sets[place] != set && sets[place] != UNKNOWN)
        place = (place + 1) & (room - 1);
    return sets[place] == set;
}

/* The words among which those that are needed may stand: a sentence, or the text. */
typedef struct {
    const Token *text;
    int64_t start, end;
} Bounds;

static int is_met(const Caller *self, const Need *need, int64_t at, Bounds in)
{
    int64_t first = at + need->least, last = at + need->most + 1;
    first = first < in.start ? in.start : first;
    last = last > in.end ? in.end : last;
    for (; first < last; first++)
        if (belongs(self, in.text[first], need->set))
            return 1;
    return 0;
}

/* A pattern by its number, and the words among which it may match. */
typedef struct {
    int32_t number, first, last;
} Called;

typedef struct {
    Called *items;
    Py_ssize_t size, room;
} Found;

static int keep(Found *found, Called called)
{
    if (found->size == found->room) {
        Py_ssize_t room = found->room ? 2 * found->room : 64;
        Called *items = PyMem_Realloc(found->items, room * sizeof *items);
        if (!items) {
            PyErr_NoMemory();
            return -1;
        }
        found->items = items;
        found->room = room;
    }
    found->items[found->size++] = called;
    return 0;
}

static Called near(const Entry *entry, int64_t at, Bounds in)
{
    int64_t first = at - entry->longest, last = at + entry->longest + 1;
    first = first < in.start ? in.start : first;
    last = last > in.end ? in.end : last;
    return (Called){entry->number, (int32_t)first, (int32_t)last};
}

/* What a word of a sentence calls up. */
static int look_at(const Caller *self, int64_t at, Bounds sentence, Bounds text, Found *found)
{
    Token word = text.text[at];
    for (int32_t of = word->groups; of < word->groups_end; of++) {
        const Group *group = &self->groups[of];
        Bounds in = group->crosses ? text : sentence;
        int needs_more = group->next.set != UNKNOWN;
        if (needs_more && !is_met(self, &group->next, at, in))
            continue;
        for (int32_t each = group->called; each < group->called_end; each++) {
            const Entry *entry = &self->entries[self->called[each]];
            int32_t need = entry->needs + needs_more;
            while (need < entry->needs_end && is_met(self, &self->needs[need], at, in))
                need++;
            if (need == entry->needs_end && keep(found, near(entry, at, in)))
                return -1;
        }
    }
    return 0;
}

static int in_order(const void *one, const void *other)
{
    const Called *a = one, *b = other;
    if (a->number != b->number)
        return a->number < b->number ? -1 : 1;
    return (a->first > b->first) - (a->first < b->first);
}

/* Puts what overlaps together. */
static void join(Found *found)
{
    Py_ssize_t kept = 0;
    if (found->size)
        qsort(found->items, found->size, sizeof *found->items, in_order);
    for (Py_ssize_t at = 0; at < found->size; at++) {
        Called next = found->items[at], *last = kept ? &found->items[kept - 1] : NULL;
        if (!last || last->number != next.number || next.first >= last->last)
            found->items[kept++] = next;
        else if (last->last < next.last)
            last->last = next.last;
    }
    found->size = kept;
}

/* As Caller gives it: a tuple of three whole numbers. */
static PyObject *as_tuple(Called called)
{
    PyObject *tuple = PyTuple_New(3);
    const int32_t told[] = {called.number, called.first, called.last};
    for (Py_ssize_t at = 0; tuple && at < 3; at++) {
        PyObject *number = PyLong_FromLong(told[at]);
        if (!number)
            Py_CLEAR(tuple);
        else
            PyTuple_SET_ITEM(tuple, at, number);
    }
    return tuple;
}

static PyObject *as_list(const Found *found)
{
    PyObject *list = PyList_New(found->size);
    for (Py_ssize_t at = 0; list && at < found->size; at++) {
        PyObject *called = as_tuple(found->items[at]);
        if (!called)
            Py_CLEAR(list);
        else
            PyList_SET_ITEM(list, at, called);
    }
    return list;
}

/* What the words of a text call up. */
static PyObject *called_up(const Caller *self, const Token *text, int64_t size)
{
    Found found = {0};
    int failed = 0;
    for (int64_t start = 0, end = 0; !failed && start < size; start = end) {
        do
            end++;
        while (end < size && !(text[end - 1] && text[end - 1]->is_end));
        for (int64_t at = start; !failed && at < end; at++)
            if (text[at])
                failed = look_at(self, at, (Bounds){text, start, end}, (Bounds){text, 0, size},
                                 &found);
    }
    join(&found);
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
    Token few[FEW], *text = size > FEW ? PyMem_Malloc(size * sizeof *text) : few;
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
        text[at] = token_of(self, number ? (int32_t)PyLong_AsLong(number) : UNKNOWN);
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
        Slot found = self->slots[slot];
        if (found.number == UNKNOWN)
            return UNKNOWN;
        if (found.hash != hash)
            continue;
        const Word *word = &self->words[found.number];
        if (word->length == length && !memcmp(word->letters, letters, length))
            return found.number;
    }
}

/* A text's characters. */
typedef struct {
    int kind;
    const void *data;
    Py_ssize_t size;
} Text;

static Py_UCS4 character(Text text, Py_ssize_t at)
{
    return at < text.size ? PyUnicode_READ(text.kind, text.data, at) : SPACE;
}

/* Where a mention ends that begins there; where it begins if there is none. */
static Py_ssize_t mention_end(Text text, Py_ssize_t begin)
{
    Py_ssize_t at = begin + 1, digits = 0;
    if (character(text, begin) == '<') { /* <@!123> */
        if (character(text, at++) != '@')
            return begin;
        if (character(text, at) == '!' || character(text, at) == '&')
            at++;
        for (; digits < 20 && Py_UNICODE_ISDECIMAL(character(text, at)); at++)
            digits++;
        return digits && character(text, at) == '>' ? at + 1 : begin;
    }
    if (!Py_UNICODE_ISALNUM(character(text, at))) /* @name */
        return begin;
    for (;; at++) {
        Py_UCS4 next = character(text, at);
        if (!Py_UNICODE_ISALNUM(next) && next != '_' && next != '.' && next != '-' && next != 0x2026)
            return at;
    }
}

/* Writes the plain view of a text, a byte for each character. */
static void plainly(const Caller *self, Text text, uint8_t *view)
{
    for (Py_ssize_t at = 0; at < text.size; at++) {
        Py_UCS4 point = character(text, at);
        if (point == '@' || point == '<') {
            Py_ssize_t end = mention_end(text, at);
            if (end > at) {
                view[at] = MENTION;
                memset(view + at + 1, SPACE, end - at - 1);
                at = end - 1;
                continue;
            }
        }
        if (point < self->plain_size)
            view[at] = self->plain[point];
        else if (point >= 0x1F000 && point <= 0x1FAFF)
            view[at] = EMOJI;
        else
            view[at] = Py_UNICODE_ISALNUM(point) ? LETTER : SPACE;
    }
}

static int is_sign(uint8_t plain)
{
    return plain == END || plain == COMMA || plain == MENTION || plain == EMOJI;
}

static int is_gap(uint8_t plain)
{
    return plain == SPACE || is_sign(plain);
}

/* The words and signs of a plain view, at most one for each character. The view has a
 * space before and after it. Returns how many, or -1 where a word is to be looked at more closely. */
static Py_ssize_t tokens_in(const Caller *self, const uint8_t *view, Py_ssize_t size, Token *text)
{
    Py_ssize_t count = 0;
    const uint8_t *begin = NULL, *end = view + size;
    uint32_t hash = HASH_BEGIN;
    for (; view <= end; view++) {
        uint8_t plain = *view;
        if (!is_gap(plain) && !(plain == APOSTROPHE && (is_gap(view[-1]) || is_gap(view[1])))) {
            begin = begin ? begin : view;
            hash = hashed(hash, plain);
            continue;
        }
        if (begin) {
            int32_t number = looked_up(self, begin, (uint32_t)(view - begin), hash);
            if (number != UNKNOWN && self->words[number].is_closer)
                return -1;
            text[count++] = token_of(self, number);
            begin = NULL;
            hash = HASH_BEGIN;
        }
        if (plain == EMOJI)
            text[count++] = token_of(self, UNKNOWN);
        else if (is_sign(plain) && (plain == MENTION || plain != view[-1]))
            text[count++] = token_of(self, looked_up(self, view, 1, hashed(HASH_BEGIN, plain)));
    }
    return count;
}

static PyObject *Caller_up_in(Caller *self, PyObject *given)
{
    if (!PyUnicode_Check(given)) {
        PyErr_SetString(PyExc_TypeError, "a text is a str");
        return NULL;
    }
    Text text = {PyUnicode_KIND(given), PyUnicode_DATA(given), PyUnicode_GET_LENGTH(given)};
    uint8_t short_view[FEW + 2], *view = short_view;
    Token few[FEW], *tokens = few;
    PyObject *list = NULL;
    if (text.size > FEW) {
        view = PyMem_Malloc(text.size + 2);
        tokens = PyMem_Malloc(text.size * sizeof *tokens);
    }
    if (!view || !tokens || text.size >= INT32_MAX)
        PyErr_NoMemory();
    else {
        view[0] = view[text.size + 1] = SPACE;
        plainly(self, text, view + 1);
        Py_ssize_t count = tokens_in(self, view + 1, text.size, tokens);
        list = count < 0 ? Py_NewRef(Py_None) : called_up(self, tokens, count);
    }
    if (view != short_view)
        PyMem_Free(view);
    if (tokens != few)
        PyMem_Free(tokens);
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
