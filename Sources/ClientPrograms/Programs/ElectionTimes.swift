/// The time constants of all programs, in microseconds, all under one scale.
///
/// They are the libraries' own; where a library leaves one to its user, the value is what is common.
package struct ElectionTimes: Hashable, Sendable {
  /// The scale in thousandths: 100 makes a tenth of every time.
  package let scale: Int

  /// - Precondition: `scale` is positive.
  package init(scale: Int = 1000) {
    precondition(scale > 0)
    self.scale = scale
  }

  /// A number of milliseconds, scaled.
  private func milliseconds(_ number: Int) -> Int { number * scale }

  /// A number of seconds as it stands in a record, scaled.
  func seconds(_ number: Int) -> Int { milliseconds(number * 1000) }

  /// Whole seconds for etcd, which grants leases by the second: at least one.
  private func wholeSeconds(_ number: Int) -> Int { max(1, (number * scale + 999) / 1000) }

  // MARK: etcd

  /// For how many seconds a pod of the notes asks for a lease.
  package var notesTTL: Int { wholeSeconds(10) }
  /// For how many seconds a session asks for a lease.
  package var sessionTTL: Int { wholeSeconds(60) }
  /// How long a lease is counted on before its first keepalive was answered.
  package var firstDeadline: Int { milliseconds(5000) }
  /// At which intervals a keepalive that nobody answers is sent again.
  package var keepAliveRetry: Int { milliseconds(500) }
  /// At which intervals the deadline is looked at.
  package var lookInterval: Int { milliseconds(1000) }
  /// How long an answer of etcd is waited for: somewhat more than etcd itself waits.
  package var requestTimeout: Int { milliseconds(8000) }
  /// At which intervals a leader writes down how long its leases still last, if it does.
  package var checkpointInterval: Int { milliseconds(300_000) }
  /// How long a client waits after something failed.
  package var retryAfterFailure: Int { milliseconds(1000) }

  // MARK: Kubernetes

  /// LeaseDuration, in the seconds of the record: scaled only when it is counted.
  package var leaseDurationSeconds: Int { 15 }
  /// RenewDeadline.
  package var renewDeadline: Int { milliseconds(10_000) }
  /// RetryPeriod.
  package var retryPeriod: Int { milliseconds(2000) }
  /// RetryPeriod with the jitter of candidates: up to 1.2 periods more.
  package var jitteredRetryPeriod: ClosedRange<Int> { retryPeriod...retryPeriod * 22 / 10 }
  /// How long an answer of an API server is waited for: components set half of RenewDeadline.
  package var apiTimeout: Int { renewDeadline / 2 }

  // MARK: Work

  /// At which intervals a leader does a piece of work.
  package var workInterval: Int { milliseconds(1000) }
  /// How long work goes on after it was told to end.
  package var workEnd: Int { milliseconds(3000) }
  /// How long whoever is elected waits before it acts. Chubby's locks have one of up to a minute.
  package var lockDelay: Int { milliseconds(15_000) }
  /// After which time a process that has ended begins anew.
  package var restart: Int { milliseconds(5000) }
}
