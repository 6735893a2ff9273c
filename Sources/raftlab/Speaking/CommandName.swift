import ArgumentParser

/// The commands, by their names.
enum CommandName: String, CaseIterable {
  case raftlab
  case open, etcd, play, test, lessons, check, explore, bench, log, rules, keys, picture, record
  case export,
    themes
  case resume, replay, sessions
  case config, experiment, merge, fate
}

/// The options and arguments, each with a help of its own.
enum OptionName: CaseIterable {
  // Of several commands.
  case help, version, lang, theme, color, force, size, output, showKeys
  // The cluster.
  case servers, seed, without, set, features, like
  case pods, election, apiServers, components, scale
  // A real cluster.
  case members, etcdProgram, etcdPace, preVote, removeFolders, attach, randomActs, randomActSeed
  // The screen.
  case speed, ascii, symbols, noBraille, noMouse, noMotion, largePrint, plainScreen
  // Playing, testing, listing.
  case script, plain, classroom, fromStart, scripts, show, scriptSchema, grep
  case standardSettings
  // Sessions.
  case resumeSession, replaySession, replayPlain, listedSession, prune, olderThan, code
  case saveScript, scriptTitle, maxEvents
  // Check, bench, log.
  case checkSeeds, checkEvents, checkServers, checkSeed, checkFeatures, checkSave, checkOpen,
    checkTrouble, checkCalm,
    json, benchEtcd, until, act, digest
  // Explore.
  case exploreSource, exploreGoal, exploreServers, exploreBatch, exploreDisk, exploreTimeouts,
    exploreHeartbeats, exploreWrites, exploreCrashes, exploreLosses, exploreDuplicates,
    exploreTerms, exploreEntries, exploreMessages, exploreNoSymmetry, exploreKeepDead,
    exploreMemory, exploreStates, exploreCores, exploreSave, exploreOpen
  // Pictures, recordings, exports.
  case pictureKeys, text, source, cues, recordingForm, pace, fps, still, castVersion
  case maxFrameBytes, inputEvents, textKind, exportForm, exportFile, exportShow, exportKey,
    exportCluster
  case schema
  // Experiments.
  case experiment, trials, shard, cores, trialScript, showExperiment, mergedFiles
  case experimentSchema
  case resultsJSON, resultsCSV, resultsSVG, pageSize
  // Parts of other work.
  case checkShard, checkJSON, exploreGoals, exploreShard
  // Fate.
  case fateFutures, fateMoments, fateEvents, fateTail, fateAsk
}

extension CommandConfiguration {
  /// A command with the texts of its name, in the language that is spoken.
  init(
    _ name: CommandName, version: String = "", subcommands: [any ParsableCommand.Type] = [],
    standard: (any ParsableCommand.Type)? = nil
  ) {
    self.init(
      commandName: name.rawValue, abstract: Spoken.texts.abstract(of: name),
      discussion: Spoken.texts.discussion(of: name), version: version, subcommands: subcommands,
      defaultSubcommand: standard)
  }
}

extension ArgumentHelp {
  /// The help of an option, in the language that is spoken.
  init(_ option: OptionName, valueName: String? = nil) {
    self.init(Spoken.texts.help(for: option), valueName: valueName)
  }
}
