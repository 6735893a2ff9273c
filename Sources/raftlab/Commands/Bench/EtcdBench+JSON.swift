import Formats

#if RealEtcd
  extension EtcdBench.Report {
    var json: JSON {
      .members([
        "etcd": .string(version), "firstLeaderMilliseconds": .decimal(leaderMilliseconds),
        "idlePercentOfACore": .decimal(idlePercent),
        "idleObservationsPerSecond": .decimal(idleObservations), "seconds": .number(seconds),
        "busyPercentOfACore": .decimal(busyPercent), "frames": .number(frames),
        "framesInTimePermille": .decimal(framesInTime),
        "p999FrameMilliseconds": .decimal(p999FrameMilliseconds),
        "longestFrameMilliseconds": .decimal(longestFrameMilliseconds),
        "medianRowMilliseconds": .decimal(medianRowMilliseconds),
        "p999RowMilliseconds": .decimal(p999RowMilliseconds),
        "observations": .number(observations),
        "residentBytes": residentBytes.map { .number($0) } ?? .null,
        "bytesPerObservation": bytesPerObservation.map { .decimal($0) } ?? .null,
      ])
    }
  }
#endif
