/**
 * `rootkeeper completion bash|zsh|fish`: a script that knows the commands and their options, read off the commands
 * themselves. It completes words only, and never runs rootkeeper while somebody types.
 */
import { Argument, type Command } from 'commander';
import { type CommandMaker, makeCommand } from './command.ts';
import { write } from './output.ts';

type Shell = 'bash' | 'zsh' | 'fish';
/** A command by its words (empty for the program itself), and what may come after them. */
type Node = { readonly words: readonly string[]; readonly next: readonly { word: string; description: string }[] };

export const completionCommand: CommandMaker = () =>
  makeCommand('completion', 'Print a completion script for your shell.', [
    'source <(rootkeeper completion bash)',
    'rootkeeper completion zsh > "${fpath[1]}/_rootkeeper"',
    'rootkeeper completion fish > ~/.config/fish/completions/rootkeeper.fish',
  ])
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh', 'fish']))
    .action(async (shell: Shell, _: unknown, command: Command) => {
      const nodes = nodesBelow(programOf(command), []);
      await write({ bash: bashScript, zsh: zshScript, fish: fishScript }[shell](nodes));
    });

const programOf = (command: Command): Command => (command.parent === null ? command : programOf(command.parent));

function nodesBelow(command: Command, words: readonly string[]): readonly Node[] {
  const next = [
    ...command.commands.map((child) => ({ word: child.name(), description: child.description() })),
    ...command.options.map(({ long, short, description }) => ({ word: long ?? short ?? '', description })),
    { word: '--help', description: 'explain this command' },
  ];
  return [{ words, next }, ...command.commands.flatMap((child) => nodesBelow(child, [...words, child.name()]))];
}

/** The words before the cursor that are no options say which command it is. */
function bashScript(nodes: readonly Node[]): string {
  return `# rootkeeper completion for bash
_rootkeeper() {
  local path="" word candidates=""
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "$word" in -*) ;; *) path="$path $word" ;; esac
  done
  case "\${path# }" in
${cases(nodes)}
  esac
  COMPREPLY=($(compgen -W "$candidates" -- "\${COMP_WORDS[COMP_CWORD]}"))
  [ \${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -F _rootkeeper rootkeeper
`;
}

function zshScript(nodes: readonly Node[]): string {
  return `#compdef rootkeeper
_rootkeeper() {
  local path="" word candidates=""
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "$word" in -*) ;; *) path="$path $word" ;; esac
  done
  case "\${path# }" in
${cases(nodes)}
  esac
  compadd -- \${=candidates} || _files
}
compdef _rootkeeper rootkeeper
`;
}

/** Longer paths first; what follows a command, such as a file, does not hide its options. */
function cases(nodes: readonly Node[]): string {
  const deepestFirst = nodes.toSorted((a, b) => b.words.length - a.words.length);
  return deepestFirst
    .map(({ words, next }) => {
      const path = words.join(' ');
      const candidates = next.map(({ word }) => word).join(' ');
      return `    ${path === '' ? '*' : `"${path}"|"${path} "*`}) candidates="${candidates}" ;;`;
    })
    .join('\n');
}

function fishScript(nodes: readonly Node[]): string {
  const lines = nodes.flatMap(({ words, next }) =>
    next.map(({ word, description }) => {
      const children = next.filter((other) => !other.word.startsWith('-')).map((other) => other.word);
      const none = children.length === 0 ? '' : `; and not __fish_seen_subcommand_from ${children.join(' ')}`;
      const seen = words.map((part) => `__fish_seen_subcommand_from ${part}`).join('; and ');
      const condition = `${seen === '' ? 'true' : seen}${word.startsWith('--') ? '' : none}`;
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c rootkeeper -n '${condition}' ${what} -d '${description.replaceAll("'", "\\'")}'`;
    }),
  );
  return `# rootkeeper completion for fish\n${lines.join('\n')}\n`;
}
