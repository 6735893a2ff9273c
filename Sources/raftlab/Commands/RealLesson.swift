import ArgumentParser
import Simulation
import Teaching
import Workbench

#if RealEtcd
  import RealEtcd

  /// A script about real members: it starts those that it is about.
  struct RealLesson {
    let script: Script

    /// How fast its members are: fast enough not to be waited for, slow enough for a busy machine.
    private static let pace = Pace(heartbeat: 100, election: 1000)

    /// Starts its members.
    func start() throws(EtcdError) -> EtcdCluster {
      var configuration = EtcdCluster.Configuration(try EtcdProgram.find(nil))
      configuration.members = script.settings.servers
      configuration.pace = Self.pace
      configuration.election = script.settings.election
      return try EtcdCluster.start(configuration)
    }

    /// Plays it on the screen, or in lines.
    ///
    /// - Parameter prepare: opens it.
    func play(
      on command: some ScreenCommand, inLines: Bool, prepare: @escaping (inout Laboratory) -> Void
    ) throws {
      let cluster = try EtcdCommand.saying { () throws(EtcdError) in try start() }
      defer { cluster.stop() }
      let (history, file) = SeenFile.keeping(cluster)
      let playback = Playback(permille: 1000)
      let journals = JournalService(seen: file)
      if inLines {
        try command.recite(
          on: history, playback, journals: journals, closing: cluster.stop, prepare: prepare)
      } else {
        try command.play(
          on: history, playback, journals: journals, closing: cluster.stop, prepare: prepare)
      }
    }

    /// Waits for something new of a cluster, and tells for how long it did, in microseconds; what was done
    /// since the last time counts too.
    private static func waiting(for cluster: EtcdCluster) -> () -> TimeSpan {
      let clock = ContinuousClock()
      var latest = clock.now
      return {
        cluster.sightings.wait(milliseconds: 20)
        defer { latest = clock.now }
        return (clock.now - latest).microseconds
      }
    }

    /// Plays it to its end, as text.
    func transcript(in language: Language) throws -> Transcript {
      let cluster = try EtcdCommand.saying { () throws(EtcdError) in try start() }
      defer { cluster.stop() }
      let (history, file) = SeenFile.keeping(cluster)
      let transcript = Transcript(
        of: script, on: history, in: language, wait: Self.waiting(for: cluster))
      _ = file?.finish()
      return transcript
    }

    /// Whether what it expects is so; nil, with the reason, where there is no etcd.
    func check() throws -> Result<ScriptCheck, LeftOut> {
      let cluster: EtcdCluster
      do throws(EtcdError) {
        cluster = try start()
      } catch {
        guard case .notInstalled = error else { throw Exit.saying(Spoken.texts.text(of: error)) }
        return .failure(LeftOut(reason: Spoken.texts.text(of: error)))
      }
      defer { cluster.stop() }
      var (history, file) = SeenFile.keeping(cluster)
      let check = ScriptCheck(script, on: &history, wait: Self.waiting(for: cluster))
      // What did not come true once may come true the next time: what was seen shows why.
      if let file, file.finish(), !check.isPassed {
        Output.complain(Spoken.texts.keptSeen(file.path))
      }
      return .success(check)
    }
  }
#else
  /// A script about real members, in a program that was built without them: says how to have them.
  struct RealLesson {
    let script: Script

    func play(
      on command: some ScreenCommand, inLines: Bool, prepare: @escaping (inout Laboratory) -> Void
    ) throws {
      throw Exit.saying(Spoken.texts.builtWithoutEtcd)
    }

    func transcript(in language: Language) throws -> Transcript {
      throw Exit.saying(Spoken.texts.builtWithoutEtcd)
    }

    func check() throws -> Result<ScriptCheck, LeftOut> {
      .failure(LeftOut(reason: Spoken.texts.builtWithoutEtcd))
    }
  }
#endif

/// Why a lesson is not tested.
struct LeftOut: Error {
  let reason: String
}
