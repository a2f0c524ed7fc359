/*
 * The Termwise plugin ABI, version 1: the whole contract between termwise-plugin-host and a plugin.
 *
 * A plugin is a shared library that exports one data symbol, tw_plugin_entry. The host loads it into a process of
 * its own, calls describe() to learn what it is, and, in another process, rules->evaluate() once with the facts of one
 * Local Authority and one year. Then the process ends.
 *
 *   loaded --describe()--> described            (one process: the manifest is stored and the process ends)
 *   loaded --extension(TW_RULES_EXTENSION)--> rules --evaluate()--> done   (one process per run attempt)
 *
 * There is no create or destroy: one process evaluates once, so a plugin has no state to keep between calls.
 *
 * Rules that hold everywhere:
 *  - A structure starts with its own size in bytes and only grows at its end. Read a member only if the size says
 *    it is there. In an array all elements have the same size, and each stands that many bytes after the one before:
 *    step by the size of the first, not by sizeof. (tw_text and tw_number have no size: they never change.)
 *  - No bool, enum, long or size_t stands in a structure; integers are little-endian.
 *  - What a function receives is borrowed until that function returns. What a plugin hands to a host callback is
 *    copied before the callback returns. Nothing is freed across the boundary.
 *  - No exception and no longjmp may cross it. (The C++ wrapper, termwise/plugin.hpp, sees to this.)
 *  - Every call happens on the host's only thread. A plugin may start none. Tags: [host] the host calls it,
 *    [plugin] the plugin calls it.
 *  - Text is UTF-8 without a terminating NUL: a pointer and a number of bytes. A size of 0 is the empty text, and
 *    the pointer may then be NULL.
 *  - Results must follow from the arguments alone: not from the clock, locale or addresses.
 *  - A plugin names roles ("head-of-service"), never people or addresses.
 *  - Everything that a plugin may know comes as an argument: it opens no file and no connection, starts no process and
 *    reads no environment. The process is given an empty environment and no connection to the database, and writing to a
 *    file ends it. What else is enforced depends on the host and its kernel, and only ever becomes more: a plugin that
 *    tries may be ended, and one that gets through today breaks the contract all the same.
 */
#ifndef TERMWISE_ABI_H
#define TERMWISE_ABI_H

#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* A host loads a plugin with its own major number and a minor number no greater than its own. */
#define TW_ABI_MAJOR 1u
#define TW_ABI_MINOR 2u

/* What functions return. */
#define TW_OK 0
#define TW_FAILED 1 /* the callee could not do it; it has said why */
#define TW_STOP 2   /* from a host callback: a limit or the deadline is reached, return now */

/* Some text; it carries no size of its own and never changes. */
typedef struct tw_text {
  const char* data;
  uint32_t size; /* bytes */
  uint32_t reserved;
} tw_text;

/* ---- Limits -------------------------------------------------------------------------------------------------- */

/*
 * What is beyond a limit is refused with a sentence that names it: a manifest makes the plugin unusable, a finding fails
 * the run. Within one major version limits only grow.
 *
 * Each text is a name or a sentence. Names: ids, versions, codes, jobs, units, outcomes, reasons, bases, notes,
 * confidences; what a table, measure, parameter or argument is called; and a parameter's minimum and maximum. Sentences:
 * all the others, such as titles, sources, meanings, choices, values, templates and what fail() is told (which is
 * ignored where it is longer).
 *
 * The ids of the plugin, of its rules and of its templates and the names of its parameters consist of a to z, 0 to 9, '-'
 * and '_', are not empty, and stand only once among their kind.
 */
#define TW_MAX_NAME_BYTES 128u
#define TW_MAX_TEXT_BYTES 4096u /* of a sentence */
#define TW_MAX_SCALE 9u         /* decimals of a number */
#define TW_MIN_YEAR 1989        /* of all years: the summer of 1988/89 */
#define TW_MAX_YEAR 2099

/* Of one manifest. */
#define TW_MAX_LA_CODES 512u
#define TW_MAX_NEEDS 64u
#define TW_MAX_NEED_NAMES 4096u /* of one need */
#define TW_MAX_YEARS_BEFORE 30u
#define TW_MAX_RULES 256u
#define TW_MAX_OUTCOMES 64u /* of one rule */
#define TW_MAX_PARAMETERS 256u
#define TW_MAX_CHOICES 64u /* of one parameter */
#define TW_MAX_TEMPLATES 1024u
#define TW_MAX_MANIFEST_BYTES 1048576u /* all its texts with 4 bytes more for each, and its numbers */

/* Of one finding. How many findings a run may give is for whoever runs the host to say. */
#define TW_MAX_NOTES 64u
#define TW_MAX_PREDICATES 256u
#define TW_MAX_FLIPS 64u
#define TW_MAX_ARGUMENTS 64u
#define TW_MAX_LEVEL 3u               /* of a reminder */
#define TW_MAX_FINDING_BYTES 1048576u /* all its texts with 4 bytes more for each, and its numbers */

/* ---- Values -------------------------------------------------------------------------------------------------- */

/* Why there is no value. 0 means that there is one. From DfE's codes, which each source layout translates. */
#define TW_PRESENT 0u
#define TW_SUPPRESSED 1u     /* SUPP: held back to protect pupils */
#define TW_NOT_APPLICABLE 2u /* NA */
#define TW_NOT_ENTERED 3u    /* NE */
#define TW_NOT_PUBLISHED 4u  /* NP */
#define TW_LOW_COVERAGE 5u   /* LOWCOV: fewer than half of the pupils could be matched */
#define TW_NEW_SCHOOL 6u     /* NEW: no data because the school is new */
#define TW_NOT_SUPPLIED 7u   /* an empty cell, or a row that ends before the column */
#define TW_UNPARSEABLE 8u    /* something is there and cannot be read; an error was reported */

/* An exact decimal, value / 10^scale (scale 0 to TW_MAX_SCALE), or the reason why there is none. */
typedef struct tw_number {
  int64_t value;
  uint32_t scale;
  uint32_t reason; /* TW_PRESENT, or why not; value and scale are then 0 */
} tw_number;

/* ---- Tables: what a plugin reads ------------------------------------------------------------------------------ */

#define TW_DECIMAL 1u /* values: int64_t[rows], value / 10^scale */
#define TW_STRING 2u  /* values: uint32_t[rows + 1] offsets into bytes; row r is bytes[values[r]] up to values[r + 1] */

/* One column of a table. */
typedef struct tw_column {
  uint32_t size;
  uint32_t type;  /* TW_DECIMAL or TW_STRING */
  uint32_t scale; /* of decimals, 0 to TW_MAX_SCALE */
  uint32_t reserved;
  tw_text name;
  const void* values;       /* as the type says, 64-byte aligned; 0 or the empty string where there is no value */
  const uint8_t* reason;    /* uint8_t[rows]: TW_PRESENT or why there is no value. Look here first */
  const uint32_t* evidence; /* uint32_t[rows]: a token for where the value came from, 0 = none. NULL = none at all */
  const char* bytes;        /* of strings */
  uint64_t byte_count;
} tw_column;

/* Rows of facts, by columns. */
typedef struct tw_table {
  uint32_t size;
  uint32_t column_count;
  uint64_t rows;
  tw_text name; /* "school/1" */
  const tw_column* columns;
} tw_table;

/*
 * Tables of this version. Key columns never miss a value. The number after the name is the table's revision: within
 * one, the columns and their order never change. A new column comes as "school/2", which a plugin has to ask for.
 *
 *  "school/1": one row per school and year asked for in which it has a record; sorted by (urn, year). The schools are
 *     those of the LA in the run's own year; their earlier years come whichever LA they were in then, which la_code says.
 *     urn (decimal, scale 0), year (decimal, the summer: 2017 is 2016/17), then strings: name, la_code, estab,
 *     kind ("mainstream", "special"), status ("open", "closed"), type (the publisher's code, "CY"),
 *     age_range ("4-11").
 *  "measure/1": one row per (school, year); sorted by (urn, year). urn, year, then one decimal column for each
 *     measure named in the need, in that order; the column's name is the measure's code.
 *  "standard/1": one row per threshold row of the national standards, of every year: years_before does not matter;
 *     sorted by (standard, stage, year, measure).
 *     strings: standard ("floor"), stage ("ks2"); year (decimal); strings: state ("set", "removed", "no-data"),
 *     measure, operator ("<"); value (decimal); strings: limb, within ("and", "any-sig1"), source, in_force,
 *     confidence ("verified", "memory").
 *     A year for which a standard was withdrawn has one row with state "removed" or "no-data" and no measure.
 *  "lineage/1": one row for each of the run's schools and each school from which it has come, as far as files say by the end
 *     of the run's year or by the reference date: by conversions, mergers and so on, whichever LA that one stood in. Sorted
 *     by (urn, distance, ancestor_urn); years_before does not matter.
 *     decimals of scale 0: urn, ancestor_urn, via_urn (what the ancestor became: urn itself, or another ancestor of it),
 *     distance (links between, from 1), judged (1 where the ancestor is one of the run's schools itself), cut (1 where
 *     there are more than the table has: a hundred schools, twenty links); strings: link_type ("converted",
 *     "sponsored", "merged", "split", "renamed", or "succeeded" where no file says how), linked_on ("2011-09-01", or
 *     missing).
 *     With this table school/1, measure/1 and the tables of items have the ancestors' rows too. A finding about one that
 *     is not judged fails the run. A predicate about a school may give an ancestor's cell as its evidence.
 *  "calendar/1" (since 1.2): one row for each day of the academic years before, of and after the run's, sorted by day;
 *     years_before does not matter. decimals of scale 0: day (days since 1970-01-01), working (1: Monday to Friday and no
 *     bank holiday), school (1: a day of school), known (1: terms and bank holidays of that time have been loaded; 0: the
 *     two others are no more than Mondays to Fridays); strings: term ("autumn", "spring", "summer"; missing between
 *     terms, there within a half-term), half ("1" or "2"; missing between terms and within a half-term). A school with
 *     dates of its own has those of its Local Authority here.
 *  Tables of items, each of a dataset that may have several rows about one school in a year: one row an item; sorted by
 *     (urn, year, item). urn, year (the summer of the year that the item belongs to: of its date, mostly), item (string:
 *     what tells it from the others of its school), then a column for each name in the need, in that order: a decimal for
 *     a measure's code, a string for an attribute. Days are strings, "2011-09-01". Given are items of the years before that
 *     are asked for, of the run's own year or that of the reference date where it is later, and, of what is planned or
 *     promised, of years after it: an item may be of a later day than the reference date.
 *     "inspection/1", "inspection_issue/1", "indicator/1"; three years after for "target/1",
 *     "estimate/1" and "milestone/1"; one year after for the others: "assignment/1", "visit/1", "visit_agenda/1",
 *     "visit_document/1", "visit_record/1", "action/1", "feedback/1", "sef_grade/1", "flag/1", "support_package/1",
 *     "support_plan/1", "plan_review/1", "warning_notice/1", "inspection_response/1".
 *     About advisers (SIPs), and so without urn: "adviser/1", "shadowing/1", "event_form/1"; the LA's, and those that name
 *     no LA.
 */

/* ---- Manifest: what a plugin says of itself -------------------------------------------------------------------- */

typedef struct tw_need {
  uint32_t size;
  uint32_t years_before; /* 0: the run's own year; 2: that one and the two before it. At most TW_MAX_YEARS_BEFORE */
  tw_text table;         /* "measure/1" */
  const tw_text* names;  /* of "measure/1" the measures wanted, of a table of items measures and attributes */
  uint32_t name_count;
  uint32_t reserved;
} tw_need;

/*
 * A rule belongs to one job, and a run of that job evaluates it: floor-check, concern-flag, priority-list, target-check,
 * visit-plan, data-pack, qa-reminders or deployment. A manifest that names another job is refused. (The other jobs of
 * Termwise, such as ingest and digest, evaluate no rules.)
 */
typedef struct tw_rule {
  uint32_t size;
  uint32_t outcome_count;
  tw_text id;              /* "ks2-floor"; unique in the manifest */
  tw_text job;             /* that evaluates it, one of the above: "floor-check" */
  tw_text version;         /* of the rule's logic: "1" */
  tw_text title;           /* "KS2 floor standard" */
  tw_text source;          /* where the rule is published */
  const tw_text* outcomes; /* every outcome it may give, most important first */
  /* Since 1.1. How many of the outcomes, from the first, put the subject on the list that people are told of; at most
     outcome_count. 0: the first only, as with plugins for 1.0. */
  uint32_t listed_count;
  uint32_t reserved;
} tw_rule;

#define TW_PARAMETER_DECIMAL 1u
#define TW_PARAMETER_CHOICE 2u
#define TW_PARAMETER_FLAG 3u /* "true" or "false" */

/* What an LA may set. */
typedef struct tw_parameter {
  uint32_t size;
  uint32_t type;
  tw_text name;           /* "single_subject_significance" */
  tw_text unit;           /* "percent", "points", or empty */
  tw_text minimum;        /* of decimals, inclusive; empty = none */
  tw_text maximum;        /* of decimals, inclusive; empty = none */
  tw_text default_value;  /* written as in the LA's file; empty = not set */
  tw_text meaning;        /* one sentence */
  const tw_text* choices; /* of TW_PARAMETER_CHOICE */
  uint32_t choice_count;
  uint32_t reserved;
} tw_parameter;

/* A sentence with {placeholders} that the arguments of a finding fill in. The host renders and escapes it. */
typedef struct tw_template {
  uint32_t size;
  uint32_t reserved;
  tw_text id;
  tw_text text;
} tw_template;

/* All that a plugin says of itself; describe() hands it over once. */
typedef struct tw_manifest {
  uint32_t size;
  uint32_t reserved;
  tw_text id;              /* "kent" */
  tw_text version;         /* "1.0.0" */
  tw_text title;           /* "Kent school improvement protocol" */
  const tw_text* la_codes; /* the LAs it is written for; none = any */
  uint32_t la_code_count;
  uint32_t need_count;
  const tw_need* needs;
  const tw_rule* rules;
  const tw_parameter* parameters;
  const tw_template* templates;
  uint32_t rule_count;
  uint32_t parameter_count;
  uint32_t template_count;
  uint32_t reserved2;
} tw_manifest;

/* [plugin] Valid during describe(). Call manifest() once; TW_FAILED if the manifest breaks a limit or makes no sense. */
typedef struct tw_describe_host {
  uint32_t size;
  uint32_t reserved;
  void* context;
  int32_t (*manifest)(void* context, const tw_manifest* manifest);
  /* Says in one sentence why describe() is about to return TW_FAILED. */
  void (*fail)(void* context, tw_text sentence);
} tw_describe_host;

/* ---- Findings: what a plugin answers ---------------------------------------------------------------------------- */

#define TW_SUBJECT_SCHOOL 1u  /* subject is the URN of one of the run's schools */
#define TW_SUBJECT_LA 2u      /* since 1.2, of reminders only: the run's LA; subject is 0 */
#define TW_SUBJECT_ADVISER 4u /* since 1.2, of reminders only: the person that the reminder names; subject is 0 */

#define TW_FALSE 0u
#define TW_TRUE 1u
#define TW_UNKNOWN 2u

#define TW_LESS 1u
#define TW_LESS_OR_EQUAL 2u
#define TW_EQUAL 3u
#define TW_GREATER_OR_EQUAL 4u
#define TW_GREATER 5u

/* One comparison that a rule made, as evidence for its verdict. */
typedef struct tw_predicate {
  uint32_t size;
  uint32_t operator_code; /* observed OPERATOR threshold */
  tw_text measure;        /* a measure's code, or the name of an attribute ("status") */
  int32_t year;           /* of the observed value; 0 = it belongs to no year */
  uint32_t truth;
  /* Numbers: both below, and the texts empty. A published percentage stays one here, also where the rule compared the
   * pupils behind it. */
  tw_number observed;
  tw_number threshold;
  /* Texts (an attribute, or a threshold that only words can say): threshold_text is not empty, and the numbers are missing.
   * Where what would be observed is itself missing, observed_text is empty and observed says why. */
  tw_text observed_text;
  tw_text threshold_text;
  tw_text source;     /* of the threshold: a document, or "set by the LA" */
  tw_text in_force;   /* since when, as the source says; may be empty */
  tw_text confidence; /* "verified", "memory", "local" */
  uint32_t evidence;  /* the token that stood beside the observed value, 0 = none */
  uint32_t reserved;
} tw_predicate;

/* One single change that would have led to another outcome, everything else as it is. */
typedef struct tw_flip {
  uint32_t size;
  int32_t year; /* of the figure that would change; 0 = it belongs to no year */
  tw_text measure;
  tw_number change; /* signed; never missing */
  tw_text unit;     /* of the change: "pupils", "points", "percentage points", or another */
  tw_text outcome;  /* that it would have led to */
} tw_flip;

/* What one placeholder of a sentence stands for. */
typedef struct tw_argument {
  uint32_t size;
  uint32_t reserved;
  tw_text name;
  tw_text value;
} tw_argument;

#define TW_NO_DAY INT32_MIN

/*
 * What makes a finding a reminder: that somebody is to do something. Rule, subject, person, item and reference date
 * together name it for ever: the same ones at another run are the same reminder, open for longer, escalated, or closed. One
 * that is open and is no longer given has become pointless, and the host closes it. Days are days since 1970-01-01.
 */
typedef struct tw_reminder {
  uint32_t size;
  uint32_t level;         /* 1: it is with whom it is for first; up to TW_MAX_LEVEL after it was escalated */
  tw_text person;         /* of TW_SUBJECT_ADVISER: the item of adviser/1; else empty */
  tw_text item;           /* what of the subject's it is about: "V2"; may be empty */
  int32_t reference_date; /* what it is reckoned from */
  int32_t raised_on;      /* the first day on which it stands; not after the run's reference date */
  int32_t level_since;
  int32_t next_on;   /* when it will be escalated; TW_NO_DAY: never */
  int32_t closed_on; /* TW_NO_DAY: it is open; never after the run's reference date */
  uint32_t reserved;
  tw_text role;      /* with whom it is: "sip", "head-teacher" */
  tw_text addressee; /* the item of adviser/1 where that is known; may be empty */
} tw_reminder;

/* One rule's verdict on one subject in the run's year; a second one of the same rule and subject is refused. */
typedef struct tw_finding {
  uint32_t size;
  uint32_t subject_kind;
  int64_t subject;
  int32_t year; /* the input's year; a finding of any other fails the run */
  uint32_t note_count;
  tw_text rule;
  tw_text outcome; /* one that the rule declares */
  tw_text reason;  /* a reason code, or empty */
  tw_text basis;   /* what was compared: "COUNTS", "INFERRED_COUNT", "PUBLISHED_ROUNDED", or empty */
  const tw_text* notes;
  const tw_predicate* predicates;
  const tw_flip* flips;
  const tw_argument* arguments;
  uint32_t predicate_count;
  uint32_t flip_count;
  uint32_t argument_count;
  uint32_t has_cohort;      /* 1: cohort counts; 0: the finding has none, and cohort stays zero */
  tw_text template_id;      /* one that the manifest declares */
  tw_text interval_measure; /* whose confidence limits follow; empty = none */
  tw_number interval_lower;
  tw_number interval_upper;
  tw_number cohort; /* pupils behind the finding, or why their number is not known */
  /* Since 1.2, of rules of the job qa-reminders; NULL: a finding like the others. Of reminders a subject may have several,
   * and none of them is a verdict: the outcome says whether it is open. */
  const tw_reminder* reminder;
} tw_finding;

/* [plugin] Valid during evaluate(). */
typedef struct tw_emit_host {
  uint32_t size;
  uint32_t reserved;
  void* context;
  /* One finding. TW_FAILED: it is malformed, and the run has failed. TW_STOP: return now. */
  int32_t (*finding)(void* context, const tw_finding* finding);
  /* Says in one sentence why evaluate() is about to return TW_FAILED. */
  void (*fail)(void* context, tw_text sentence);
  /* 1 once the deadline has passed; a long loop asks now and then. */
  int32_t (*cancelled)(void* context);
} tw_emit_host;

/* One parameter that has a value. */
typedef struct tw_setting {
  uint32_t size;
  uint32_t reserved;
  tw_text name;
  tw_text value; /* checked by the host against the parameter's declaration; defaults are filled in */
} tw_setting;

/* All that one run is given. */
typedef struct tw_input {
  uint32_t size;
  int32_t year; /* the summer of the academic year: 2017 is 2016/17 */
  tw_text la_code;
  int32_t reference_date; /* days since 1970-01-01: "today" for the rules */
  uint32_t table_count;
  const tw_table* tables;
  const tw_setting* settings; /* one for each parameter that has a value, sorted by name */
  uint32_t setting_count;
  uint32_t rule_count;
  const tw_text* rules; /* the ids of the rules to evaluate: findings of any other fail the run */
} tw_input;

/* ---- Entry ------------------------------------------------------------------------------------------------------ */

#define TW_RULES_EXTENSION "tw.rules/1"

/* [host] What extension("tw.rules/1") returns; it lives as long as the plugin. */
typedef struct tw_rules {
  uint32_t size;
  uint32_t reserved;
  /* [host] At most once in a process. TW_OK; or TW_FAILED after host->fail(), or after a callback answered otherwise than
   * TW_OK. */
  int32_t (*evaluate)(const tw_input* input, const tw_emit_host* host);
} tw_rules;

/* What tw_plugin_entry is. */
typedef struct tw_plugin {
  uint32_t size;
  uint32_t abi_major; /* TW_ABI_MAJOR that the plugin was compiled against */
  uint32_t abi_minor; /* TW_ABI_MINOR likewise */
  uint32_t reserved;
  /* [host] At most once in a process, and not in the process that evaluates. TW_OK after host->manifest() answered TW_OK;
   * or TW_FAILED, after host->fail() where the plugin itself is the reason. */
  int32_t (*describe)(const tw_describe_host* host);
  /* [host] After loading. NULL where the plugin has no such extension. */
  const void* (*extension)(tw_text id);
} tw_plugin;

#if defined(__GNUC__)
#define TW_EXPORT __attribute__((visibility("default")))
#else
#define TW_EXPORT
#endif

/* The one symbol that a plugin exports. */
extern TW_EXPORT const tw_plugin tw_plugin_entry;

#ifdef __cplusplus
}
#endif

#endif /* TERMWISE_ABI_H */
