#!/usr/bin/env python3
"""style.py FOLDER: size, shape and layering of the sources against the limits of the project, as a table.

Fails when a limit is passed. Needs universal-ctags; arrows and cycles come from arrows.pl, as in make check.
"""
import re
import subprocess
import sys
from pathlib import Path
from statistics import median

FILE_LINES = 800
LINE_COLUMNS = 120
FUNCTION_MEDIAN = 11  # about 10
FUNCTION_NINTH_DECILE = 35
FUNCTION_LONGEST = 100
PARAMETERS = 8
SHOWN_SHARE = 0.5

STRING = r'"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\''
C_COMMENT = re.compile(r'/\*.*?\*/|//[^\n]*|' + STRING, re.S)


def files(root, folders, suffixes):
    found = (path for folder in folders for path in (root / folder).rglob('*'))
    return sorted(path for path in found if path.is_file() and path.suffix in suffixes)


def without_c_comments(text):
    """Comments become blank, strings stay, lines keep their numbers."""
    def blank(match):
        token = match.group()
        return token if token[0] in '"\'' else '\n' * token.count('\n')
    return C_COMMENT.sub(blank, text)


def code_lines(paths):
    total = 0
    for path in paths:
        text = path.read_text(errors='replace')
        if path.suffix in ('.c', '.h', '.cc', '.hpp'):
            text = without_c_comments(text)
        mark = '!' if path.suffix == '.f90' else '#' if path.suffix in ('.sh', '.pl', '.pm', '.py') else None
        lines = (line.strip() for line in text.splitlines())
        total += sum(1 for line in lines if line and not (mark and line.startswith(mark)))
    return total


def function_lengths(sources):
    """[(lines, 'name file')] of every function that the sources define."""
    listing = subprocess.run(
        ['ctags', '--languages=C', '--c-kinds=f', '--fields=+ne', '--sort=no', '-o', '-', '-L', '-'],
        input='\n'.join(map(str, sources)), capture_output=True, text=True, check=True).stdout
    lengths = []
    for line in listing.splitlines():
        if line.startswith('!'):
            continue
        name, path, *rest = line.split('\t')
        fields = dict(field.split(':', 1) for field in rest if ':' in field)
        if 'end' in fields:
            lengths.append((int(fields['end']) - int(fields['line']) + 1, f'{name} in {Path(path).name}'))
    return sorted(lengths)


def statements(lines):
    """(first line, last line, text) of every function and every type of callback; continuation lines are joined."""
    for start, line in enumerate(lines):
        if not re.match(r'MSBAT_API|typedef .*\(\*\w+\)\(', line):
            continue
        end = start
        while ';' not in lines[end]:
            end += 1
        yield start, end, ' '.join(lines[start:end + 1])


def public_functions(headers):
    """name -> (number of parameters, documented): a comment ends on the line before the declaration or follows it on its
    line, or the declaration stands directly under one that has a comment."""
    found = {}
    for header in headers:
        lines = header.read_text().splitlines()
        documented_to = -2
        for start, end, text in statements(lines):
            above = lines[start - 1].rstrip()
            documented = above.endswith('*/') or '/*' in text or documented_to == start - 1
            if documented:
                documented_to = end
            if not text.startswith('MSBAT_API'):
                continue
            prototype = re.search(r'(msbat_\w+)\s*\((.*?)\)\s*;', without_c_comments(text))
            parameters = prototype.group(2).strip()
            count = 0 if parameters in ('', 'void') else parameters.count(',') + 1
            found[prototype.group(1)] = (count, documented)
    return found


def words(paths):
    return set(re.findall(r'\bmsbat_\w+', '\n'.join(path.read_text(errors='replace') for path in paths)))


def size_rows(root, sources):
    longest = max((len(path.read_text().splitlines()), path.name) for path in sources)
    wide = [f'{path.name}:{number}' for path in sources + files(root, ['tests', 'examples', 'bench'], {'.c', '.h', '.cc'})
            for number, line in enumerate(path.read_text().splitlines(), 1) if len(line) > LINE_COLUMNS]
    yield 'longest file', f'{longest[0]} lines, {longest[1]}', f'<= {FILE_LINES}', longest[0] <= FILE_LINES
    yield f'lines over {LINE_COLUMNS} columns', f'{len(wide)} {" ".join(wide[:3])}', '0', not wide


def function_rows(sources):
    lengths = function_lengths([path for path in sources if path.suffix == '.c'])
    lines = [length for length, _ in lengths]
    middle, tail = median(lines), lines[int(0.9 * len(lines))]
    longest, name = lengths[-1]
    yield 'functions', str(len(lines)), '', True
    yield 'median function', f'{middle:g} lines', f'<= {FUNCTION_MEDIAN}', middle <= FUNCTION_MEDIAN
    yield '90 % of functions', f'<= {tail} lines', f'<= {FUNCTION_NINTH_DECILE}', tail <= FUNCTION_NINTH_DECILE
    yield 'longest function', f'{longest} lines, {name}', f'<= {FUNCTION_LONGEST}', longest <= FUNCTION_LONGEST


def layering_rows(root):
    run = subprocess.run(['perl', 'tests/gates/arrows.pl'], cwd=root, capture_output=True, text=True)
    report = (run.stdout + run.stderr).splitlines()
    cycles = [line for line in report if line.startswith('cycle')]
    wrong = [line for line in report if line not in cycles]
    yield 'include cycles', f'{len(cycles)} {" ".join(cycles[:1])}', '0', not cycles
    yield 'arrows against the design', f'{len(wrong)} {" ".join(wrong[:1])}', '0', not wrong


def public_rows(root):
    public = public_functions(files(root, ['include/msbat'], {'.h'}))
    most, name = max((count, name) for name, (count, _) in public.items())
    bare = sorted(name for name, (_, documented) in public.items() if not documented)
    tested = words(path for path in files(root, ['tests'], {'.c', '.cc'}) if path.parent.name != 'gates')
    shown = words(files(root, ['examples', 'doc'], {'.c', '.h', '.cc', '.f90', '.md'}) + [root / 'README.md'])
    untested = sorted(set(public) - tested)
    share = len(set(public) & shown) / len(public)
    yield 'public functions', str(len(public)), '', True
    yield 'most parameters', f'{most}, {name}', f'<= {PARAMETERS}', most <= PARAMETERS
    yield 'without documentation', f'{len(bare)} {" ".join(bare[:4])}', '0', not bare
    yield 'without a test', f'{len(untested)} {" ".join(untested[:4])}', '0', not untested
    yield 'shown in an example', f'{100 * share:.0f} %', f'>= {100 * SHOWN_SHARE:.0f} %', share >= SHOWN_SHARE


def balance_rows(root, sources):
    code = code_lines(sources)
    tests = code_lines(files(root, ['tests'], {'.c', '.h', '.cc', '.hpp', '.f90', '.sh', '.pl', '.pm', '.py'}))
    yield 'lines of code', str(code), '', True
    yield 'lines of tests', str(tests), '>= code', tests >= code


def main():
    root = Path(sys.argv[1])
    sources = files(root, ['include', 'libmsbat'], {'.c', '.h'})
    rows = [*size_rows(root, sources), *function_rows(sources), *layering_rows(root), *public_rows(root),
            *balance_rows(root, sources)]
    failed = 0
    for name, value, limit, fine in rows:
        failed += not fine
        print(f'{"ok  " if fine else "FAIL"}  {name:26} {value.strip():44} {limit}'.rstrip())
    print(f'style: {len(rows) - failed} rows fine, {failed} not')
    return 1 if failed else 0


sys.exit(main())
