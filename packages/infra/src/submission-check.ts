import { JsonSchemaType, JsonSchemaVersion, type MethodOptions, type RestApi } from 'aws-cdk-lib/aws-apigateway';

/**
 * Characters of text that need not reach the function. It takes 100,000 bytes and answers what is longer with 413; this is far beyond
 * that, and still short enough that what passes fits into an invocation (6 MB).
 */
const MAX_CHARACTERS = 1_500_000;

/** What the gateway turns away before the function sees it: what is no object, or is far too long. All else the function answers better. */
export function submissionCheck(restApi: RestApi): Pick<MethodOptions, 'requestModels' | 'requestValidator'> {
  const model = restApi.addModel('Submission', {
    modelName: 'Submission',
    description: 'A feedback as it is submitted; GET /openapi.json has the details.',
    contentType: 'application/json',
    schema: {
      schema: JsonSchemaVersion.DRAFT4,
      title: 'Submission',
      type: JsonSchemaType.OBJECT,
      properties: { feedback: { maxLength: MAX_CHARACTERS } },
    },
  });
  const requestValidator = restApi.addRequestValidator('Validator', {
    requestValidatorName: 'body-and-parameters',
    validateRequestBody: true,
    validateRequestParameters: true,
  });
  return { requestModels: { 'application/json': model }, requestValidator };
}
