#ifndef RAFTLAB_EMBEDDED_H
#define RAFTLAB_EMBEDDED_H

/// A file that is part of the program.
struct raftlab_embedded {
  /// How it is called; NULL behind the last of a row.
  const char *_Nullable name;
  /// What it says, in UTF-8, with a zero at its end.
  const unsigned char *_Nullable text;
};

/// The built-in lessons, by the names of their files.
const struct raftlab_embedded *_Nonnull raftlab_lessons(void);
/// The built-in experiments.
const struct raftlab_embedded *_Nonnull raftlab_experiments(void);
/// The JSON Schemas of scripts and of experiments.
const struct raftlab_embedded *_Nonnull raftlab_schemas(void);
/// The built-in colour schemes, in the order in which they are listed.
const struct raftlab_embedded *_Nonnull raftlab_themes(void);

#endif
