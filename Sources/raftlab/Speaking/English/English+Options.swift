import Simulation
import Teaching
import Workbench

extension English {
  func help(for option: OptionName) -> String {
    switch option {
    case .help: "Print this help."
    case .version: "Print the version."
    case .lang: "The language: en or zh. Without it, that of the settings, else of the locale."
    case .theme: "The theme: a name that `raftlab themes` lists, or a base16 or base24 file."
    case .color:
      "Colours: auto, always (whatever NO_COLOR says), never, or at most 8, 16, 256 or direct "
        + "(24 bits). Without it NO_COLOR, CLICOLOR_FORCE and FORCE_COLOR decide, then the "
        + "terminal."
    case .force: "Replace a file that is there."
    case .size: "The size of the screen, such as 100x30, at most 1000x1000."
    case .output: "The file; - for standard output, with --as."
    case .showKeys: "Show the key pressed last, for those who watch."

    case .servers: "How many servers, 1 to 9; without it 5."
    case .seed:
      "The seed of everything random: the same seed and acts give the same run. Without it 1."
    case .set:
      "A setting and its value, such as heartbeat=40ms or \"link=latency 5-9ms loss 1%\". May be "
        + "repeated. There are \(SettingRow.all.map(\.name).joined(separator: ", "))."
    case .without: "A rule to switch off, to see what breaks without it. May be repeated."
    case .features:
      "What is on beyond Figure 2, with commas between: \(FeatureOptions.names.joined(separator: ", "))."
    case .like: "The features that a system has on; etcd is the one that there is."

    case .pods: "How many pods elect a leader among themselves, 1 to 9; with --election 3."
    case .election:
      "How pods elect: notes (a lease each, and the key /leader), etcd (Session and Election of its "
        + "client library) or kubernetes (Lease objects, through API servers)."
    case .apiServers: "How many API servers, 1 to 3; for kubernetes, without it 2."
    case .components:
      "What pods are, with commas between, for kubernetes: each component has its own leader. Without "
        + "it kube-controller-manager."
    case .scale: "A factor for all times of the algorithms, such as 0.1: 0.01 to 10."

    case .members: "How many members, 1 to 9; without it 5."
    case .etcdProgram: "The etcd to start; without it the first on the path."
    case .etcdPace:
      "How fast members are: fast (heartbeat 20 ms, election timeout 200 ms), usual (100 and 1,000, "
        + "etcd's own), slow (500 and 5,000), or both in ms such as 200,2000, as without it. The "
        + "slower, the later the first leader, and the longer the shortest lease: 1, 2 and 8 s."
    case .preVote:
      "Whether members ask around before they stand for election: yes, as without it, or no. etcd 3.4 "
        + "does not by itself, 3.5 does."
    case .randomActs:
      "Open no screen: do so many random acts instead, mend everything, and say whether what was shown "
        + "as committed is in every member and whether the clients' history is linearizable."
    case .randomActSeed: "The seed from which random acts are drawn; without it 1."
    case .attach:
      "Start nothing, and look at a cluster that runs already on this machine, without doing anything to "
        + "it: where members serve their clients, such as http://127.0.0.1:2379. One is enough: it names the "
        + "others."
    case .removeFolders: "Remove the folders that earlier runs left when they were killed."

    case .speed:
      "How fast virtual time runs, against real time: 0.001 to 10, or a fraction such as 1/40. Without "
        + "it 1/40; with pods 1/4."
    case .ascii: "Draw with ASCII symbols only; the text stays in its language."
    case .symbols:
      "Which symbols the terminal's font has: full, narrow (those that Chinese fonts draw one column "
        + "wide) or ascii. Without it, narrow in Chinese, Japanese and Korean locales, else full."
    case .noBraille: "Draw charts and message lines without braille, which some fonts lack."
    case .largePrint: "Large print, for a hall: less on the screen, and larger; P switches it."
    case .plainScreen:
      "Draw nothing: say what happens in lines, for screen readers and simple terminals."
    case .noMouse: "Leave the mouse to the terminal, to select text with; M takes it."
    case .noMotion: "Let nothing glide: while time runs, the screen changes twice a second."

    case .script:
      "A file, - for standard input, a lesson's name or number, "
        + "a session's name, or a share code."
    case .plain:
      "Print it as text, for pipes, logs and screen readers. On a terminal it goes on by key, and "
        + "asks."
    case .classroom: "Questions collect a show of hands, typed in."
    case .fromStart: "Begin at the beginning, not where you left off."
    case .scripts:
      "Files, - for standard input, lessons' names or numbers, "
        + "sessions' names, or share codes."
    case .show: "Print the source of this lesson."
    case .grep:
      "Only the rules that have all of these words, or a sentence on the screen with them."
    case .scriptSchema:
      "Print the JSON Schema of scripts, and do nothing else: every key and word, for editors."
    case .standardSettings: "Print the standard settings, whatever yours are."

    case .resumeSession: "The name of a session, as it is listed; without one, the last."
    case .replaySession:
      "The name or file of a session, a script, a share code, or what was seen of real etcd."
    case .replayPlain:
      "Only check, and print what comes of it; what was seen of real etcd is told in lines."
    case .listedSession: "The name of a session, as it is listed; without one, the last."
    case .prune: "Keep the newest so many, and take the others away."
    case .olderThan: "Take away those that were not written to for so many days."
    case .code: "Print the share code of a session."
    case .saveScript: "Write a session as a script, ready to be annotated; - prints it."
    case .maxEvents:
      "The most events over all branches and steps of a run that is read: \(RunLimit.standard) by "
        + "itself, since a few characters can ask for hours."
    case .scriptTitle: "The title of the script."

    case .checkSeeds: "How many seeds."
    case .checkEvents:
      "How many events each seed has; with --election at most twenty times as many."
    case .checkServers: "How many servers, 1 to 9. Without it each seed draws its own number."
    case .checkSeed: "The first seed."
    case .checkFeatures:
      "What is on beyond Figure 2: drawn, anew for each seed; none; or names with commas between, as "
        + "for raftlab --features."
    case .checkSave:
      "Write what was found to this file, as a script that repeats it; - is standard output."
    case .checkOpen: "Open what was found on the screen, at the event where it shows."
    case .checkTrouble:
      "Let this go wrong, and nothing else that is not named: \(troubles). May be repeated. "
        + "Then two who believe that they lead are looked for; else they are counted."
    case .checkCalm:
      "Let none of that go wrong: processes crash, end and begin again, and no two should believe."
    case .exploreSource:
      "Start from the end of this: a file, - for standard input, a lesson by its name or number, a "
        + "session or a share code. Without it a cluster that has just started."
    case .exploreGoal: "What to search for, such as 'S2 leads'; see above."
    case .exploreServers: "How many servers, 1 to 9; without it 3."
    case .exploreBatch: "The most entries in a message, 1 to 64; without it 4."
    case .exploreDisk:
      "Whether a write is on disk in the step that asks for it, or takes a step of its own, before "
        + "which a crash loses it."
    case .exploreTimeouts: "How many election timers may run out."
    case .exploreHeartbeats: "How many heartbeat timers may run out."
    case .exploreWrites: "How many writes clients may ask for, at most 9."
    case .exploreCrashes: "How many times servers may crash; each starts again at once."
    case .exploreLosses: "How many messages may be lost."
    case .exploreDuplicates: "How many messages may be doubled."
    case .exploreTerms: "The highest term; without it as far as the timeouts bring it."
    case .exploreEntries: "The longest log, in entries; without it as long as it becomes."
    case .exploreMessages: "The most messages in flight at a time."
    case .exploreNoSymmetry:
      "Tell interchangeable servers apart: slower, and the same is found."
    case .exploreKeepDead:
      "Keep messages that can never act again: slower, and as the bound on messages counts them, "
        + "less far."
    case .exploreMemory: "The most memory, in MiB."
    case .exploreStates: "Stop after so many states."
    case .exploreCores: "How many threads; with several, another of several shortest ways may come."
    case .exploreSave:
      "Write the way to this file, as a script that expects the goal at its end; - is standard "
        + "output."
    case .exploreOpen: "Open the way on the screen, at its end."
    case .json: "Print the figures as JSON."
    case .benchEtcd:
      "Measure instead what it costs to watch five real members of etcd: for so many seconds, 20 at "
        + "most, while nothing is done, then for so many while random keys are pressed."
    case .until: "How far the run goes, in ms of virtual time."
    case .act: "Something that is done to the cluster, and when. May be repeated."
    case .digest: "Print only how many events there were, and a digest of the lines."

    case .pictureKeys: "The keys to press first, separated by blanks."
    case .text: "Print the text of the screen, not an SVG."
    case .source:
      "A script's file, - for standard input, a lesson's name or number, "
        + "a session's name, or a code."
    case .cues:
      "Instead of a script: keys as `raftlab keys` names them, pauses such as 2s or 400ms, "
        + "chapters such as mark:An_election; with *3 to press a key three times."
    case .recordingForm: "cast, svg or txt, whatever the file's name ends with."
    case .pace: "How long texts stay, against the usual time to read them: 0.1 to 10."
    case .fps: "Frames a second while something moves, 1 to 60."
    case .still:
      "A picture of one moment instead: seconds such as 2.5s, a chapter's title or number, or "
        + "end. Several give numbered files."
    case .castVersion:
      "The version of the asciicast: 2, or 3 (asciinema 3.0 and later). Without it 2."
    case .inputEvents:
      "Write the keys into the asciicast as well (events i), for players that show them."
    case .maxFrameBytes:
      "The most bytes of one event of an asciicast; longer frames are divided. Without it "
        + "\(Asciicast.frameLimit)."
    case .textKind:
      "What a .txt holds: a transcript, or all frames. Without it the transcript."
    case .exportForm: "The form."
    case .exportFile: "The file; - for standard output."
    case .exportShow: "For mermaid: what to show; all but heartbeats without it."
    case .exportKey: "For history: this key alone."
    case .exportCluster:
      "Of a script that begins several clusters, which, counted from 1; the last without it."
    case .schema: "Print the JSON Schema of jsonl's lines, and do nothing else."

    case .experiment:
      "The name of a built-in experiment, a file, or - for standard input; without it they are listed."
    case .trials: "How many trials each line has, whatever the file says."
    case .shard:
      "Only this part of all trials, such as 2/8; auto/8 where JOB_COMPLETION_INDEX or "
        + "SLURM_ARRAY_TASK_ID says which, auto in an array of Slurm."
    case .cores: "How many cores to use; without it all. It changes nothing but the time."
    case .trialScript:
      "Print one trial as a script that repeats it, such as 150-155ms:17, and do nothing else."
    case .experimentSchema:
      "Print the JSON Schema of experiments, and do nothing else: every key and word, for editors."
    case .showExperiment: "Print the source of the experiment."
    case .mergedFiles: "Files of results, as --json wrote them; - for standard input."
    case .resultsJSON: "Print the results as JSON, which raftlab merge reads, in place of the page."
    case .resultsCSV: "Write how each trial came out to this file, as CSV; - is standard output."
    case .resultsSVG: "Write the page to this file as an SVG; - is standard output."
    case .pageSize: "The columns of the page, and the rows of its plot."
    case .checkShard, .exploreShard:
      "Only this part of the work, as JSON for raftlab merge, such as 2/8; auto/8 where "
        + "JOB_COMPLETION_INDEX or SLURM_ARRAY_TASK_ID says which, auto in an array of Slurm."
    case .checkJSON: "Print what each seed came to as JSON, which raftlab merge reads."
    case .exploreGoals: "Search for each goal of this file, a line each; - is standard input."
    case .fateFutures: "How many futures are drawn from each moment."
    case .fateMoments:
      "How many moments lie evenly over the run; where shares change more are added."
    case .fateEvents: "The most events of the run that are looked at: the last of them."
    case .fateTail:
      "How long futures go on after the last event, such as 600ms; without it two of the longest election "
        + "timeouts."
    case .fateAsk: "What else is counted, such as 'S2 term >= 3'; may be repeated."
    }
  }
}

/// All that can go wrong for programs, by its names.
private let troubles = Trouble.allCases.map(\.rawValue).joined(separator: ", ")
