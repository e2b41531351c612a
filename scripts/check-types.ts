import { ESLint } from 'eslint';
import ts from 'typescript';

/**
 * What needs types: the compiler’s own errors, and ESLint’s rules about promises. Both ask one program:
 * making it is what costs.
 */
async function checkTypes(): Promise<boolean> {
  const program = readProject();
  const errors = ts.getPreEmitDiagnostics(program);
  const where = { getCanonicalFileName: (name: string) => name, getCurrentDirectory: process.cwd };
  process.stdout.write(ts.formatDiagnostics(errors, { ...where, getNewLine: () => '\n' }));

  const parserOptions = { projectService: false, programs: [program] };
  const eslint = new ESLint({
    overrideConfig: { files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions } },
  });
  const results = await eslint.lintFiles(['.']);
  const formatter = await eslint.loadFormatter();
  process.stdout.write(await formatter.format(results));
  return (
    errors.length === 0 && results.every(({ errorCount, warningCount }) => errorCount + warningCount === 0)
  );
}

function readProject(): ts.Program {
  const stop = (fault: ts.Diagnostic) => {
    throw new Error(ts.flattenDiagnosticMessageText(fault.messageText, '\n'));
  };
  const host = { ...ts.sys, onUnRecoverableConfigFileDiagnostic: stop };
  const project = ts.getParsedCommandLineOfConfigFile('tsconfig.json', { incremental: false }, host);
  if (!project) throw new Error('There is no tsconfig.json.');
  const { fileNames, options, errors } = project;
  return ts.createProgram({ rootNames: fileNames, options, configFileParsingDiagnostics: errors });
}

process.exitCode = (await checkTypes()) ? 0 : 1;
