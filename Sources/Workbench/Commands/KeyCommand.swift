/// What a key can be bound to.
package enum KeyCommand: String, CaseIterable, Hashable, Sendable {
  // Time.
  case step
  case skip
  case nextMilestone = "next-milestone"
  case runOrPause = "run-or-pause"
  case back
  case forward
  case previousMilestone = "previous-milestone"
  case followingMilestone = "following-milestone"
  case beginning
  case latest
  case goToEvent = "go-to-event"
  case faster
  case slower
  case branches
  case manual
  case reseed
  case fateView = "fate-view"
  case timing

  // Servers.
  case selectServer = "select-server"
  case selectPrevious = "select-previous"
  case selectNext = "select-next"
  case killOrRestart = "kill-or-restart"
  case stop
  case pauseOrResume = "pause-or-resume"
  case timeOut = "time-out"
  case wipe
  case transfer
  case snapshot
  case features
  case members
  case addLearner = "add-learner"
  case removeMember = "remove-member"
  case markMember = "mark-member"
  case heartbeat
  case sync
  case clockSlower = "clock-slower"
  case clockFaster = "clock-faster"
  case clockJump = "clock-jump"
  case slowDisk = "slow-disk"

  // Programs outside.
  case release
  case actByHand = "act-by-hand"

  // Clients.
  case write
  case writeByHand = "write-by-hand"
  case read
  case readIndex = "read-index"
  case readByLease = "read-by-lease"
  case readSerializable = "read-serializable"
  case retry
  case giveUp = "give-up"

  // The network.
  case split
  case isolate
  case cutLink = "cut-link"
  case heal
  case messages

  // The screen.
  case nextView = "next-view"
  case clusterView = "cluster-view"
  case spaceTimeView = "space-time-view"
  case rulesView = "rules-view"
  case inspectorView = "inspector-view"
  case historyView = "history-view"
  case chartsView = "charts-view"
  case podsView = "pods-view"
  case explorerView = "explorer-view"
  case explore
  case widenBound = "widen-bound"
  case narrowBound = "narrow-bound"
  case whyNot = "why-not"
  case previousEntry = "previous-entry"
  case nextEntry = "next-entry"
  case experimentsView = "experiments-view"
  case filter
  case scrollLogBack = "scroll-log-back"
  case scrollLogForward = "scroll-log-forward"
  case record
  case savePicture = "save-picture"
  case themes
  case language
  case mouse
  case largePrint = "large-print"
  case palette
  case redraw
  case help
  case quit

  // In a view.
  case zoomIn = "zoom-in"
  case zoomOut = "zoom-out"
  case pageUp = "page-up"
  case pageDown = "page-down"
  case switchRule = "switch-rule"
  case nextSieve = "next-sieve"
  case clearFilter = "clear-filter"
  case followFuture = "follow-future"
  case followOther = "follow-other-future"
  case openFile = "open-file"
  case saveResults = "save-results"

  // Lessons.
  case lessons
  case lessonNext = "lesson-next"
  case lessonBack = "lesson-back"
  case lessonReturn = "lesson-return"
  case chapters
  case leaveLesson = "leave-lesson"

  // Sessions.
  case saveSession = "save-session"
  case openSession = "open-session"
  case share

  // In a mode.
  case confirm
  case cancel
  case chooseDigit = "choose-digit"
  case chooseUp = "choose-up"
  case chooseDown = "choose-down"
  case turnDown = "turn-down"
  case turnUp = "turn-up"
  case dropMessage = "drop-message"
  case duplicateMessage = "duplicate-message"
  case holdMessage = "hold-message"
  case deliverMessage = "deliver-message"
}
