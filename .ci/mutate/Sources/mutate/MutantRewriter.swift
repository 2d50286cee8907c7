import SwiftSyntax
import SwiftSyntaxBuilder

/// Puts every mutant of one file into it.
final class MutantRewriter: SyntaxRewriter {
  private static let opposites = [
    "==": "!=", "!=": "==", "<": "<=", "<=": "<", ">": ">=", ">=": ">", "&&": "||", "||": "&&",
  ]

  private let file: String
  private let converter: SourceLocationConverter
  private let siblings: EnumSiblings
  private let mutants: MutantList

  init(file: String, tree: SourceFileSyntax, siblings: EnumSiblings, mutants: MutantList) {
    self.file = file
    converter = SourceLocationConverter(fileName: file, tree: tree)
    self.siblings = siblings
    self.mutants = mutants
  }

  private func number(_ node: some SyntaxProtocol, _ change: String) -> Int? {
    let place = converter.location(for: node.positionAfterSkippingLeadingTrivia)
    let text = node.trimmedDescription.split(separator: "\n").map {
      $0.drop { $0 == " " }
    }.joined(separator: " ")
    return mutants.next("\(file):\(place.line)", "\(change): \(text.prefix(100))")
  }

  private func expression(_ text: String, like node: some SyntaxProtocol) -> ExprSyntax {
    var expression = ExprSyntax(stringLiteral: text)
    expression.leadingTrivia = node.leadingTrivia
    expression.trailingTrivia = node.trailingTrivia
    return expression
  }

  // MARK: Comparisons and booleans

  override func visit(_ node: InfixOperatorExprSyntax) -> ExprSyntax {
    let visited = super.visit(node)
    guard let infix = visited.as(InfixOperatorExprSyntax.self),
      let symbol = infix.operator.as(BinaryOperatorExprSyntax.self)?.operator.text,
      let opposite = Self.opposites[symbol],
      let number = number(node, "\(symbol) becomes \(opposite)")
    else { return visited }
    let left = infix.leftOperand.trimmedDescription
    let right = infix.rightOperand.trimmedDescription
    return expression(
      "(Mutant.is(\(number)) ? (\(left) \(opposite) \(right)) : (\(left) \(symbol) \(right)))",
      like: node)
  }

  override func visit(_ node: BooleanLiteralExprSyntax) -> ExprSyntax {
    let other = node.literal.text == "true" ? "false" : "true"
    guard let number = number(node, "becomes \(other)") else { return ExprSyntax(node) }
    return expression("(Mutant.is(\(number)) ? \(other) : \(node.literal.text))", like: node)
  }

  override func visit(_ node: PrefixOperatorExprSyntax) -> ExprSyntax {
    let visited = super.visit(node)
    guard node.operator.text == "!", let prefix = visited.as(PrefixOperatorExprSyntax.self),
      let number = number(node, "loses its !")
    else { return visited }
    let operand = prefix.expression.trimmedDescription
    return expression("(Mutant.is(\(number)) ? \(operand) : !\(operand))", like: node)
  }

  override func visit(_ node: TernaryExprSyntax) -> ExprSyntax {
    let visited = super.visit(node)
    guard var ternary = visited.as(TernaryExprSyntax.self),
      let number = number(node.condition, "ternary goes the other way")
    else { return visited }
    let condition = ternary.condition.trimmedDescription
    ternary.condition = expression(
      "(Mutant.is(\(number)) ? !(\(condition)) : (\(condition)))", like: ternary.condition)
    return ExprSyntax(ternary)
  }

  // MARK: Branches

  override func visit(_ node: IfExprSyntax) -> ExprSyntax {
    let visited = super.visit(node)
    guard var branch = visited.as(IfExprSyntax.self) else { return visited }
    branch.conditions = blocked(branch.conditions, original: node.conditions, "if is never taken")
    return ExprSyntax(branch)
  }

  override func visit(_ node: GuardStmtSyntax) -> StmtSyntax {
    let visited = super.visit(node)
    guard var branch = visited.as(GuardStmtSyntax.self) else { return visited }
    branch.conditions = blocked(branch.conditions, original: node.conditions, "guard always leaves")
    return StmtSyntax(branch)
  }

  override func visit(_ node: WhereClauseSyntax) -> WhereClauseSyntax {
    var clause = super.visit(node)
    guard let number = number(node.condition, "where does not matter") else { return clause }
    let condition = clause.condition.trimmedDescription
    clause.condition = expression("(Mutant.is(\(number)) || (\(condition)))", like: clause.condition)
    return clause
  }

  private func blocked(
    _ conditions: ConditionElementListSyntax, original: ConditionElementListSyntax,
    _ change: String
  ) -> ConditionElementListSyntax {
    guard let number = number(original, change), var last = conditions.last else {
      return conditions
    }
    last.trailingComma = .commaToken(trailingTrivia: .space)
    let trivia = last.condition.trailingTrivia
    last.condition = last.condition.with(\.trailingTrivia, [])
    let block = ConditionElementSyntax(
      condition: .expression("!Mutant.is(\(raw: number))"), trailingTrivia: trivia)
    return ConditionElementListSyntax(conditions.dropLast() + [last, block])
  }

  // MARK: Enum cases

  override func visit(_ node: SwitchExprSyntax) -> ExprSyntax {
    let visited = super.visit(node)
    guard var choice = visited.as(SwitchExprSyntax.self) else { return visited }
    let arms = choice.cases.map { $0.as(SwitchCaseSyntax.self) }
    let originals = node.cases.map { $0.as(SwitchCaseSyntax.self) }
    var cases: [SwitchCaseListSyntax.Element] = []
    for (place, element) in choice.cases.enumerated() {
      guard let arm = arms[place], let original = originals[place],
        let other = otherArm(than: place, in: originals),
        let number = number(original.label, "case does what another does")
      else {
        cases.append(element)
        continue
      }
      var mutated = arm
      mutated.statements = CodeBlockItemListSyntax(stringLiteral: """

        if Mutant.is(\(number)) {
        \(other.statements.description)
        } else {
        \(arm.statements.description)
        }

        """)
      cases.append(.switchCase(mutated))
    }
    choice.cases = SwitchCaseListSyntax(cases)
    return ExprSyntax(choice)
  }

  /// The next arm that needs no values of its own and does something else.
  private func otherArm(
    than place: Int, in arms: [SwitchCaseSyntax?]
  ) -> SwitchCaseSyntax? {
    let rest = arms[(place + 1)...] + arms[..<place]
    return rest.compactMap { $0 }.first { arm in
      !arm.label.description.contains("let ")
        && arm.statements.trimmedDescription != arms[place]?.statements.trimmedDescription
    }
  }

  override func visit(_ node: SwitchCaseLabelSyntax) -> SwitchCaseLabelSyntax { node }

  override func visit(_ node: ExpressionPatternSyntax) -> PatternSyntax { PatternSyntax(node) }

  override func visit(_ node: MemberAccessExprSyntax) -> ExprSyntax {
    let visited = super.visit(node)
    guard node.base == nil, node.parent?.is(FunctionCallExprSyntax.self) != true,
      let sibling = siblings[node.declName.baseName.text],
      let number = number(node, "becomes .\(sibling)")
    else { return visited }
    return expression(
      "(Mutant.is(\(number)) ? .\(sibling) : \(node.trimmedDescription))", like: node)
  }

  // MARK: What is no behaviour

  override func visit(_ node: AttributeSyntax) -> AttributeSyntax { node }
}
