import Teaching

extension English: CommandTexts {
  func title(of heading: HelpHeading) -> String {
    switch heading {
    case .overview: ""
    case .usage: "Usage: "
    case .arguments: "Arguments:"
    case .options: "Options:"
    case .commands: "Commands:"
    }
  }

  func values(_ values: [String], standard: String?) -> String {
    let parts = [
      values.isEmpty ? nil : "values: \(values.joined(separator: ", "))",
      standard.map { "default: \($0)" },
    ]
    return " (\(parts.compactMap { $0 }.joined(separator: "; ")))"
  }

  var isStandard: String { "(default)" }

  func details(by command: String) -> String { "\(command) says more about each." }
  func moreHelp(by command: String) -> String { "\(command) says more." }

  func abstract(of command: CommandName) -> String {
    switch command {
    case .raftlab: "A terminal laboratory for the Raft consensus algorithm."
    case .open: "Open the laboratory on this terminal (the default)."
    case .etcd: "Start real etcd members on this machine, and open the same screen over them."
    case .play: "Play a lesson or another script."
    case .test: "Run scripts without a screen and report whether what they expect is so."
    case .lessons:
      "List the built-in lessons, or print one as the starting point for your own."
    case .check: "Search for what breaks safety or liveness, with random faults over many seeds."
    case .explore:
      "Tell what can happen next, whatever the clocks say, and search the shortest way to a goal."
    case .bench: "Measure how fast the simulation runs on this machine."
    case .log: "Print a run, one line an event: the same seed and acts give the same bytes."
    case .rules:
      "Print the rules of Raft: name, section, sentence, and which can be switched off."
    case .keys: "Print every key and what it does."
    case .picture:
      "Print the screen as it is after some keys, as SVG or text; needs no terminal."
    case .resume: "Go on with the last run, or another one, where it was left."
    case .replay: "Repeat a session event for event, and prove it."
    case .sessions: "List the runs that were kept; prune them; share one or save it as a script."
    case .record: "Record a script or keys: an asciicast, an animated SVG, stills, or text."
    case .export: "Write a run in a form that other programs read."
    case .themes: "List the themes, with a swatch of each."
    case .experiment:
      "Measure what chance does: many trials of several settings, as a table and a plot."
    case .merge: "Join parts that were done apart: of an experiment, a campaign, a list of goals."
    case .fate:
      "Tell how likely each end of a run was, from moments all over it, and where it was decided."
    case .config: "Print the settings and keys in use, and the paths they come from."
    }
  }

  func discussion(of command: CommandName) -> String {
    switch command {
    case .raftlab, .open, .rules, .keys: ""
    case .etcd:
      """
      Members listen on loopback alone, each behind a proxy that sees every Raft message and can hold, \
      drop and delay it. Keys do to them what they do in the laboratory: k kills a process, z stops \
      it, p splits the network, w writes. What is shown was seen: in messages, on disks, in answers; \
      timers are not, and stand as unknown. When the program ends, however it ends, they end too.

      All that is seen is kept in a file (raftlab sessions): S saves it under a name, raftlab replay opens \
      it without etcd, raftlab record and raftlab export take it.

      --attach looks at a cluster that runs already: roles, terms, votes, commit and applied indexes, as its \
      members say them ten times a second. Messages, logs and clients are not seen.

      etcd must be installed: apt-get install etcd-server, and then, since that starts a service: \
      systemctl disable --now etcd
      """
    case .lessons:
      """
      A lesson of your own, from a built-in one, checked while you type by an editor that reads the \
      schema, and then by its own expectations:
      raftlab lessons --show election > mine.yaml
      raftlab lessons --schema > script.schema.json
      raftlab test mine.yaml
      """
    case .play:
      """
      Wherever a lesson is named, its number will do: raftlab play 3
      """
    case .test:
      """
      Ends with 0 when all is so, with 1 when something is not, and with 2 when a script cannot be \
      read.
      """
    case .check:
      """
      Each seed is a run of its own: crashes, torn writes, slow disks, pauses, split networks, \
      lost, doubled and late messages, odd clocks, and clients that write and read meanwhile. \
      After every event the safety properties are checked. At the end every fault is healed, but \
      a minority that is down stays down: then a server must lead within 20 election timeouts and \
      a write be acknowledged within 60 more; with all servers running again, all logs and state \
      machines be the same within 100 more, and the leader stay. Raft promises no such time; the \
      limits are twice and more what any of 20,000 seeds needed. What is found is told with the \
      fewest acts that lead to it, and ends with exit status 1. The same seed gives the same run \
      on every machine.

      Each seed draws features beyond Figure 2 too, in two of five none; --features says otherwise.

      raftlab check --without up-to-date-check --save found.yaml
      raftlab play found.yaml
      """
    case .explore:
      """
      Time is left out: any message in flight may arrive next, any timer run out. Without --goal \
      all that can happen next is listed, by server, with the difference it makes and the acts \
      that bring it about. With a goal it is searched breadth first, through the same servers that \
      run everywhere else, and the way that is found is the shortest. It is told event by event; \
      every act of it is an act of the simulation, whose own checkers have seen the end.

      violation [PROPERTY]       a safety property of Figure 3 does not hold
      S2 leads [in term 3]       a server leads; S2 cannot win: too many would refuse it
      two leaders [in one term]  or: in term 2
      entry 5 committed          or lost: another is committed in its place; entry 5 of term 3
      x=2 committed [in term 3]  the leader knows that this write is committed

      Where there is no way within the bounds, it says how many states that were, and which rules \
      never came into play. Ends with 0 when there is none, with 1 when one was found, with 2 when \
      the script cannot be read or explored, and with 3 when the search was ended, by a key or a \
      limit, before it knew.

      raftlab explore --without one-vote-per-term --goal violation --save found.yaml
      raftlab explore --goal 'S2 leads in term 2'
      raftlab explore write --goal 'S2 leads'
      """
    case .bench:
      """
      A steady cluster of five with a write every 100 ms of virtual time: once with protocol and \
      network alone, once with safety checks and history, each 5,000 virtual seconds long and the \
      fastest of some tries; then a history of a million events, its memory, and the time that \
      1,000 seeks to anywhere in it take; then how fast exploring finds states, on one core and on \
      two; then, on all cores, all trials of the experiment figure-16, and 1,000 futures from each of \
      40 moments of a run of 300 events. It takes about a minute. With --etcd 600 it starts real \
      members instead, and watches them as raftlab etcd does.
      """
    case .log:
      """
      An act is a moment in microseconds and what happens then, such as "@500000 crash S1", \
      "@700000 write x=3" or "@900000 split S1 S2 | S3 S4 S5". An act that cannot happen at its \
      moment is left out.
      """
    case .picture:
      """
      Keys are named as `raftlab keys` shows them, with * and a count to repeat one:
      raftlab picture --keys 'space*12 w n' > screen.svg
      """
    case .resume:
      """
      Every run on the screen is kept: each act is in its journal before it is seen. This goes on \
      where the last one ended, however it ended, with all its branches.
      """
    case .replay:
      """
      Ends with 0 when every event is the same, with 1 when this version goes another way, and \
      with 2 when the session cannot be read. Without --plain it opens on the screen, as a new run.
      """
    case .sessions:
      """
      Journals are in ~/.local/state/raftlab/sessions (XDG_STATE_HOME), sessions saved under a \
      name in ~/.local/share/raftlab/sessions (XDG_DATA_HOME). Wherever a script is named, the \
      name of a session or a share code will do: raftlab record two-leaders -o two-leaders.cast
      In the list * marks a run that is open, and ! one whose end is torn or that cannot be read.
      """
    case .record:
      """
      The ending of the file's name says what it is: .cast, .svg or .txt. The same script and \
      options give the same bytes.

      raftlab record election -o election.cast
      raftlab record --keys 'n n mark:A_write w n' --show-keys -o write.svg
      raftlab record election --still 2 -o chapter-2.svg
      """
    case .export:
      """
      jsonl    every event as a line of JSON: rules, evidence, changes (--schema describes it)
      shiviz   a log with vector clocks, to be opened at https://bestchai.bitbucket.io/shiviz
      mermaid  a sequence diagram; --show says of what; in a fence where the file ends in .md
      history  what clients asked and were told, as Jepsen's EDN, to be judged by a checker of \
      linearizability such as Knossos; --key gives one register alone
      csv      the state of every server after each event

      A reader of JSON lines that guesses types from the first lines sees only nulls in `operation` \
      until a client writes: let it look at all of them, as DuckDB does with \
      read_json('run.jsonl', sample_size=-1).

      raftlab export election --as mermaid -o election.mmd
      raftlab export --keys 'n n w*3 n 5s' --as history -o history.edn
      """
    case .themes:
      """
      Themes are base16 or base24 scheme files, as published. Put yours into \
      ~/.config/raftlab/themes/ and they are listed here and by T on the screen, or name a file: \
      raftlab --theme some-scheme.yaml
      """
    case .experiment:
      """
      Without a name it lists those that are built in. Of your own, from one of them:
      raftlab experiment figure-16 --show > mine.yaml
      raftlab experiment mine.yaml --trials 100 --svg mine.svg

      The same file gives the same results on every machine and any number of cores. What outgrows \
      a machine is divided, and joined by raftlab merge to the same bytes:
      raftlab experiment mine.yaml --shard 1/2 --json > part-1.json

      Ends with 1 when a step cannot be carried out, and with 2 when the file cannot be read.
      """
    case .fate:
      """
      From each of some moments many futures are drawn: the act reseed, then the same acts at the same \
      times. All futures end together, two of the longest election timeouts after the last event. Counted \
      is who leads then, whether the latest writes are committed, whether a safety property broke, and \
      what --ask says, as scripts expect it. Where a share changes, more moments are added, until it is \
      known at which event. Shares stand with their interval of 95 % confidence.

      raftlab fate split-votes
      raftlab fate --keys 'n n w n k n' --ask 'leader S2 and S2 term >= 3' --csv fate.csv
      """
    case .merge:
      """
      What experiment, check and explore --goals print with --shard and --json is joined, in whatever \
      order, to the report that one machine prints. It ends as that would.

      raftlab merge part-*.json
      """
    case .config:
      """
      The output is itself a file of settings: mkdir -p ~/.config/raftlab && raftlab config > \
      ~/.config/raftlab/config.yaml
      """
    }
  }
}
