import CLauncher

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// How members are started such that none outlives the program, however that ends: the program
/// starts itself once more, and that process asks to be killed with its parent and then becomes
/// etcd.
///
/// The kernel goes by the thread that started a process: members are started on a thread that lives
/// as long as they are to.
package enum Launcher {
  /// The first argument of a program that is to become another one.
  static let word = "become-etcd"

  /// What makes a program of this one's become another.
  static func arguments(_ program: [String], by launcher: String) -> [String] {
    [launcher, word, String(getpid())] + program
  }

  /// Starts a program that does not outlive this one.
  ///
  /// - Returns: the number of its process.
  package static func start(_ program: [String]) throws(EtcdError) -> Int32 {
    let arguments = arguments(program, by: System.ownProgram)
    return try ChildProcess.start(arguments, output: .file("/dev/null")).id
  }

  /// Becomes the program that the arguments name, when they ask for that; returns when they do not.
  ///
  /// For the very beginning of `main`, before any thread is there.
  package static func becomeIfAsked(_ arguments: [String] = CommandLine.arguments) {
    guard arguments.count > 3, arguments[1] == word, let parent = Int32(arguments[2]) else {
      return
    }
    var pointers: [UnsafeMutablePointer<CChar>?] = arguments.dropFirst(3).map { strdup($0) }
    pointers.append(nil)
    let fault = raftlab_become(parent, pointers)
    let reason =
      fault < 0 ? "the program that asked for it has ended" : String(cString: strerror(fault))
    let sentence = Array("\(arguments[3]) cannot be started: \(reason)\n".utf8)
    _ = sentence.withUnsafeBytes { write(2, $0.baseAddress, $0.count) }
    exit(111)
  }
}
