import RealEtcd

Launcher.becomeIfAsked()
Probe.run(Array(CommandLine.arguments.dropFirst()))
