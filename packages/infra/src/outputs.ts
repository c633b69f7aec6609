/** What whoever deployed is told, under these names, with what each is. */
export const OUTPUTS = {
  api_endpoint: 'API Gateway endpoint URL for feedback submission',
  api_gateway_id: 'API Gateway REST API ID',
  lambda_function_name: 'Lambda function name',
  lambda_function_arn: 'Lambda function ARN',
  dynamodb_table_name: 'DynamoDB table name',
  dynamodb_table_arn: 'DynamoDB table ARN',
  s3_data_lake_bucket: 'S3 bucket for data lake',
  s3_data_lake_arn: 'S3 data lake bucket ARN',
  s3_athena_results_bucket: 'S3 bucket for Athena query results',
  glue_database_name: 'Glue catalog database name',
  glue_crawler_name: 'Glue crawler name',
  athena_workgroup_name: 'Athena workgroup name',
  cloudwatch_log_group: 'CloudWatch log group for Lambda',
} as const;

/** The name of an output. */
export type OutputName = keyof typeof OUTPUTS;

/** Whether there is an output of this name. */
export function isOutputName(name: string): name is OutputName {
  return Object.hasOwn(OUTPUTS, name);
}

/** A value for each output. */
export type Outputs = Readonly<Record<OutputName, string>>;

/** An output's name in the template, where CloudFormation takes letters and digits only: `api_endpoint` is `ApiEndpoint`. */
export function templateName(name: string): string {
  return name.replaceAll(/(?:^|_)(.)/g, (_, letter: string) => letter.toUpperCase());
}

/** The name that an output has outside the template; the reverse of {@link templateName}. */
export function outputName(templateName: string): string {
  return templateName.replaceAll(/(?!^)[A-Z]/g, '_$&').toLowerCase();
}
