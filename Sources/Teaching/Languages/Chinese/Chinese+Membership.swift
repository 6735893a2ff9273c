import RaftCore
import Simulation

// The rules by which servers come and go (§6; Ongaro's dissertation, chapter 4).
extension Chinese {
  package var appendConfiguration: RuleText {
    RuleText(
      "追加新配置",
      """
      成员变更（Membership Change）：领导者（Leader）要增减服务器时，追加一个保存新配置的条目，\
      并像其他条目一样复制。
      """)
  }

  package var configurationInForce: RuleText {
    RuleText(
      "以日志中最新的配置为准",
      """
      配置（Configuration）条目一追加到日志，服务器就按它计算多数派（Majority），不论是否已提交。
      """)
  }

  package var configurationRolledBack: RuleText {
    RuleText(
      "退回上一个配置",
      "保存配置（Configuration）的条目被删除时，服务器重新以上一个配置为准。")
  }

  package var configurationApplied: RuleText {
    RuleText(
      "etcd 的做法：以已应用的配置为准",
      "在 etcd 中，配置（Configuration）条目应用之后才生效，而应用之前必须先提交。")
  }

  package var oneChangeAtATime: RuleText {
    RuleText(
      "一次只做一个变更",
      """
      上一个变更提交之前，领导者（Leader）不做下一个成员变更（Membership Change）；\
      离开联合配置之前也不做。
      """,
      without: "没有收到这两个变更的服务器与已收到的服务器，各自的多数派可能没有交集：出现两个领导者。")
  }

  package var changeAfterOwnTerm: RuleText {
    RuleText(
      "先提交一个本任期的条目",
      """
      领导者（Leader）提交本任期（Term）的一个条目之前，不做成员变更（Membership Change）。\
      博士论文遗漏了这一条，作者在 2015 年更正。
      """,
      without: "前任领导者没有复制出去的变更与本次变更，各自的多数派可能没有交集：已提交的条目会被覆盖。")
  }

  package var oneServerPerChange: RuleText {
    RuleText(
      "一次只增减一台服务器",
      """
      没有联合共识（Joint Consensus）时，一次变更只增加或移除一台有投票权的服务器：\
      变更前后的任意两个多数派（Majority）必有交集。
      """,
      without: "一部分服务器按旧配置、另一部分按新配置，各自都可能达到多数：一个任期出现两个领导者。")
  }

  package var onlyVotersCampaign: RuleText {
    RuleText(
      "没有投票权的服务器不发起选举",
      """
      配置（Configuration）中有投票权的服务器才能发起选举；变更尚未提交时，上一个配置中有投票权的也可以。\
      其余的只等待。
      """)
  }

  package var stepDownWhenRemoved: RuleText {
    RuleText(
      "被移除的领导者退位",
      """
      不在新配置（Configuration）中的领导者（Leader）继续领导，直到新配置提交，期间不计入自己；\
      然后退位。
      """,
      without: "它会继续领导一个自己已不属于的集群，直到被停止。")
  }

  package var learnersDoNotCount: RuleText {
    RuleText(
      "Learner 不计入",
      """
      Learner 和其他服务器一样收到日志，用来追上进度；选举和提交（Commit）都不计入它。
      """,
      without: "没有存到过半数投票者上的条目也算已提交：下一任领导者可能没有它。")
  }

  package var promoteWhenCaughtUp: RuleText {
    RuleText(
      "Learner 追上之后才提升",
      """
      Learner 保存了全部已提交的条目之后，才能获得投票权；在 etcd 中是领导者（Leader）日志的九成。
      """,
      without: "什么都没有保存的服务器立刻计入多数：再有一台宕机，在它追上之前就不能提交。")
  }

  package var noCampaignUnapplied: RuleText {
    RuleText(
      "etcd 的做法：先应用配置再竞选",
      """
      已知提交的配置（Configuration）还没有应用时，服务器不发起选举。
      """,
      without: "落后两个变更的服务器可能由很久以前的多数派选出，而另一台正按现在的多数派提交。")
  }

  package var bothMajorities: RuleText {
    RuleText(
      "联合配置需要两个多数派",
      """
      联合共识（Joint Consensus）：C-old,new 生效期间，选举和提交（Commit）\
      既要旧配置的多数派，也要新配置的多数派。
      """,
      without: "按旧配置的服务器可以不经新配置的服务器作出决定：出现两个领导者。")
  }

  package var leaveJoint: RuleText {
    RuleText(
      "离开联合配置",
      """
      C-old,new 提交之后，领导者（Leader）追加 C-new，从此只按 C-new 计算。
      """)
  }

  package var leaveJointAfterCommit: RuleText {
    RuleText(
      "联合配置提交之后才离开",
      "C-old,new 提交（Commit）之前，不追加 C-new。",
      without: "有的服务器还只按 C-old，有的已只按 C-new：出现两个领导者。")
  }
}
