import ArgumentParser

@main
struct Raftlab: ParsableCommand {
  func run() throws {}
}
