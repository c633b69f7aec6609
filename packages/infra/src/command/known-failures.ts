/** A way in which the CDK's command fails that has one cause and one cure. */
interface KnownFailure {
  readonly pattern: RegExp;
  readonly sentence: string;
}

const KNOWN: readonly KnownFailure[] = [
  {
    pattern: /bootstrap(ped|ping)\b.*\?|\/cdk-bootstrap\/\S+ not found|SsmParameterNotFound/i,
    sentence:
      'This region of the account is not bootstrapped for the CDK: run "npm run bootstrap -w @earshot/infra" once, then this again.',
  },
  {
    pattern:
      /Unable to resolve AWS account|no credentials|CredentialsProviderError|(security )?token .*(invalid|expired)|InvalidClientTokenId|ExpiredToken/i,
    sentence:
      'There are no AWS credentials that work: sign in with "aws sso login", or set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.',
  },
  {
    pattern: /ECONNREFUSED|ENOTFOUND|connect ETIMEDOUT/,
    sentence: 'AWS does not answer: check AWS_ENDPOINT_URL, if it is set, and the network.',
  },
];

/** What a line of the CDK's output means, in one sentence; `undefined` when it is not about a known failure. */
export function knownFailure(line: string): string | undefined {
  return KNOWN.find(({ pattern }) => pattern.test(line))?.sentence;
}
