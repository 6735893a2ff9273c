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
      let history = EtcdHistory(of: cluster)
      let playback = Playback(permille: 1000)
      if inLines {
        try command.recite(on: history, playback, closing: cluster.stop, prepare: prepare)
      } else {
        try command.play(on: history, playback, closing: cluster.stop, prepare: prepare)
      }
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
      var history = EtcdHistory(of: cluster)
      let clock = ContinuousClock()
      var latest = clock.now
      return .success(
        ScriptCheck(script, on: &history) {
          cluster.sightings.wait(milliseconds: 20)
          defer { latest = clock.now }
          return (clock.now - latest).microseconds
        })
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

    func check() throws -> Result<ScriptCheck, LeftOut> {
      .failure(LeftOut(reason: Spoken.texts.builtWithoutEtcd))
    }
  }
#endif

/// Why a lesson is not tested.
struct LeftOut: Error {
  let reason: String
}
