import ArgumentParser
import Teaching

/// Which part of the work is meant, of several that are done apart from one another.
enum ShardOption {
  /// The part that a text names, by itself or by the environment; all where there is none.
  static func chosen(_ text: String?) throws -> Shard {
    guard let text else { return .whole }
    do throws(ShardError) {
      return try Shard(text) { Environment.values[$0] }
    } catch {
      throw ValidationError(Spoken.language.phrasebook.text(of: error))
    }
  }
}
