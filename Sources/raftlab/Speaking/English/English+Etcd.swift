import Teaching

#if RealEtcd
  import RealEtcd
#endif

extension English: EtcdTexts {
  var builtWithoutEtcd: String {
    "This raftlab was built without real etcd. With it: leave out --disable-default-traits, "
      + "or swift build --traits RealEtcd."
  }

  func onlyWithMembers(_ name: String) -> String {
    "\(name) is about real members of etcd: raftlab play \(name) starts them on the screen, and "
      + "raftlab test \(name) without it."
  }

  func leftOut(_ lesson: String, because reason: String) -> String {
    "\(lesson): left out. \(reason)"
  }

  #if RealEtcd
    func text(of error: EtcdError) -> String { error.description }

    func untried(etcd version: String) -> String {
      "etcd \(version) was not tried with raftlab: 3.4 and 3.5 were."
    }

    func leftBehind(_ folders: [String]) -> String {
      let list = folders.joined(separator: " ")
      return folders.count == 1
        ? "An earlier run was killed and left \(list): --remove-folders removes it."
        : "Earlier runs were killed and left \(list): --remove-folders removes them."
    }
  #endif
}
